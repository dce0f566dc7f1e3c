package org.homevisit;

import java.util.List;
import java.util.Map;

/** A rule that is broken, or hangs on what is not known. */
public final class Finding extends RuleEntry {
    Finding(Map<String, Object> fields) {
        super(fields);
    }

    /** @return broken or unknown */
    public String getOutcome() {
        return text("outcome");
    }

    /** @return whether the rule or a setting that it reads is assumed */
    public boolean isAssumed() {
        return flag("assumed");
    }

    /** @return the facts on which the outcome rests */
    public List<Because> getBecause() {
        return items(asMap(), "because", Because::new);
    }

    /** @return the facts that are not known */
    public List<String> getMissing() {
        return names("missing");
    }
}
