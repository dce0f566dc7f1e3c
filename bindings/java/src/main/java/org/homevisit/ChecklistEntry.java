package org.homevisit;

import java.util.Map;

/** Something to declare before an event. */
public final class ChecklistEntry extends RuleEntry {
    ChecklistEntry(Map<String, Object> fields) {
        super(fields);
    }

    /** @return what is to be declared */
    public String getItem() {
        return text("item");
    }

    /** @return the event before which */
    public String getBefore() {
        return text("before");
    }
}
