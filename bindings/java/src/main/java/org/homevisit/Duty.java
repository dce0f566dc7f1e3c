package org.homevisit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something that has to be done, in time. */
public final class Duty extends RuleEntry {
    Duty(Map<String, Object> fields) {
        super(fields);
    }

    /** @return the events of which one discharges it */
    public List<String> getDo() {
        return names("do");
    }

    /** @return who has to; null where the policy does not say */
    public String getBy() {
        return text("by");
    }

    /** @return when it arose; null where that is not known */
    public Instant getSince() {
        return time("since");
    }

    /** @return the last second in which it is met; null where there is none yet */
    public Instant getDue() {
        return time("due");
    }

    /** @return pending, met, late, overdue, missed, void or unknown */
    public String getStatus() {
        return text("status");
    }

    /** @return when it was discharged; null where it was not */
    public Instant getMetAt() {
        return time("met_at");
    }

    /** @return whether the rule or a setting that it reads is assumed */
    public boolean isAssumed() {
        return flag("assumed");
    }

    /** @return the facts that are not known */
    public List<String> getMissing() {
        return names("missing");
    }
}
