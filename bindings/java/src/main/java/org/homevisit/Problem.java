package org.homevisit;

import java.util.Map;

/** One thing that is wrong with a document, or doubtful. */
public final class Problem {
    private final boolean warning;
    private final Map<String, Object> fields;

    Problem(Map<String, Object> fields, boolean warning) {
        this.fields = fields;
        this.warning = warning;
    }

    private String text(String key) {
        return (String) fields.get(key);
    }

    private int number(String key) {
        Object value = fields.get(key);
        return value == null ? 0 : ((Number) value).intValue();
    }

    /** @return whether the document is sound all the same ({@link Homevisit#validate} only) */
    public boolean isWarning() {
        return warning;
    }

    /** @return syntax, schema, name, type, limit, memory or io */
    public String getKind() {
        return text("kind");
    }

    /** @return a stable word for this message */
    public String getCode() {
        return text("code");
    }

    /** @return what the document is called, a file's name or a policy's id; null where nobody said */
    public String getFile() {
        return text("file");
    }

    /** @return the line, from 1; 0 where there is no place */
    public int getLine() {
        return number("line");
    }

    /** @return the column in characters, from 1; 0 where there is no place */
    public int getColumn() {
        return number("column");
    }

    /** @return an RFC 6901 JSON Pointer; empty for the whole document */
    public String getPointer() {
        return text("pointer");
    }

    /** @return one sentence without a full stop */
    public String getMessage() {
        return text("message");
    }

    /** @return the nearest right name, or null */
    public String getSuggestion() {
        return text("suggestion");
    }

    @Override
    public String toString() {
        String place = getLine() == 0 ? "" : getLine() + ":" + getColumn() + ": ";
        String hint = getSuggestion() == null ? "" : "; did you mean '" + getSuggestion() + "'?";
        return (getFile() == null ? "" : getFile() + ":") + place + getKind() + ": " + getMessage() + hint;
    }
}
