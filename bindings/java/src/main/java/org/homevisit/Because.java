package org.homevisit;

import java.util.Map;

/** A fact on which a finding rests, with its value as it stood. */
public final class Because extends Entry {
    Because(Map<String, Object> fields) {
        super(fields);
    }

    /** @return the fact's name */
    public String getFact() {
        return text("fact");
    }

    /** @return a Boolean, Long, String, List or Map; null where it is not known */
    public Object getValue() {
        return asMap().get("value");
    }
}
