package org.homevisit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The library's list of problems, read. */
final class Problems {
    private Problems() {
    }

    @SuppressWarnings("unchecked")
    static List<Problem> read(String json, IntPredicate isWarning) {
        List<Object> items = (List<Object>) ((Map<String, Object>) Json.read(json)).get("problems");
        List<Problem> problems = new ArrayList<>(items.size());
        for (Object item : items) {
            problems.add(new Problem((Map<String, Object>) item, isWarning.test(problems.size())));
        }
        return Collections.unmodifiableList(problems);
    }
}
