package org.homevisit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One item of a report, with names; {@link #asMap()} has it as it stands in the JSON. */
public abstract class Entry {
    private final Map<String, Object> fields;

    Entry(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** @return the item as it stands in the report's JSON, not to be changed */
    public Map<String, Object> asMap() {
        return fields;
    }

    final String text(String key) {
        return (String) fields.get(key);
    }

    final boolean flag(String key) {
        return (Boolean) fields.get(key);
    }

    final long number(String key) {
        return (Long) fields.get(key);
    }

    final Instant time(String key) {
        return time(fields, key);
    }

    final List<String> names(String key) {
        return names(fields, key);
    }

    static Instant time(Map<String, Object> fields, String key) {
        Object value = fields.get(key);
        return value == null ? null : Instant.parse((String) value);
    }

    @SuppressWarnings("unchecked")
    static List<String> names(Map<String, Object> fields, String key) {
        return (List<String>) fields.getOrDefault(key, Collections.emptyList());
    }

    @SuppressWarnings("unchecked")
    static <T> List<T> items(Map<String, Object> fields, String key, Function<Map<String, Object>, T> make) {
        List<T> items = new ArrayList<>();
        for (Object item : (List<Object>) fields.getOrDefault(key, Collections.emptyList())) {
            items.add(make.apply((Map<String, Object>) item));
        }
        return Collections.unmodifiableList(items);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + fields;
    }
}
