package org.homevisit;

import java.util.Map;

/** Words to show where the visit stands. */
public final class Advice extends RuleEntry {
    Advice(Map<String, Object> fields) {
        super(fields);
    }
}
