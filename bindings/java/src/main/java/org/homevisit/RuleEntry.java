package org.homevisit;

import java.util.List;
import java.util.Map;

/** What an item of a report that comes from a rule has. */
public abstract class RuleEntry extends Entry {
    RuleEntry(Map<String, Object> fields) {
        super(fields);
    }

    /** @return the rule's id */
    public final String getRule() {
        return text("rule");
    }

    /** @return the clauses of the school's own document on which the rule rests */
    public final List<String> getClauses() {
        return names("clauses");
    }

    /** @return must, should or may */
    public final String getForce() {
        return text("force");
    }

    /** @return what a member of staff reads */
    public final String getMessage() {
        return text("message");
    }
}
