package org.homevisit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event of a replayed record. */
public final class Step extends Entry {
    Step(Map<String, Object> fields) {
        super(fields);
    }

    /** @return the event's place in the document, from 0 */
    public long getIndex() {
        return number("index");
    }

    /** @return its time */
    public Instant getAt() {
        return time("at");
    }

    /** @return its name */
    public String getEvent() {
        return text("event");
    }

    /** @return what the policy says of it */
    public Decision getDecision() {
        return Decision.of(text("decision"));
    }

    /** @return why */
    public List<Finding> getFindings() {
        return items(asMap(), "findings", Finding::new);
    }

    /** @return the facts that are not known */
    public List<String> getMissing() {
        return names("missing");
    }

    /** @return whether the policy says nothing of such an event */
    public boolean isSilent() {
        return flag("silent");
    }
}
