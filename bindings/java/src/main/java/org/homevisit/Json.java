package org.homevisit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON that the library writes: compact and sound. Objects become maps in their order, lists lists, whole
 * numbers Long; neither can be changed.
 */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object read(String text) {
        Json reader = new Json(text);
        Object value = reader.value();
        reader.space();
        if (reader.at != text.length()) {
            throw reader.wrong();
        }
        return value;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON at character " + at);
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char next() {
        space();
        if (at == text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private void take(char expected) {
        if (next() != expected) {
            throw wrong();
        }
        at++;
    }

    private Object value() {
        switch (next()) {
            case '{':
                return object();
            case '[':
                return list();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong();
        }
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (number.isEmpty()) {
            throw wrong();
        }
        if (number.matches("-?[0-9]+")) {
            return Long.valueOf(number);
        }
        return Double.valueOf(number);
    }

    /** Whether a list or object goes on behind a member. */
    private boolean more(char end) {
        if (next() == ',') {
            at++;
            return true;
        }
        take(end);
        return false;
    }

    private boolean isEmpty(char end) {
        at++;
        if (next() != end) {
            return false;
        }
        at++;
        return true;
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!isEmpty('}')) {
            do {
                next();
                String key = string();
                take(':');
                members.put(key, value());
            } while (more('}'));
        }
        return Collections.unmodifiableMap(members);
    }

    private List<Object> list() {
        List<Object> members = new ArrayList<>();
        if (!isEmpty(']')) {
            do {
                members.add(value());
            } while (more(']'));
        }
        return Collections.unmodifiableList(members);
    }

    private String string() {
        take('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            if (at == text.length()) {
                throw wrong();
            }
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        if (at == text.length()) {
            throw wrong();
        }
        char c = text.charAt(at++);
        if (c == 'u') {
            if (at + 4 > text.length()) {
                throw wrong();
            }
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int index = "\"\\/bfnrt".indexOf(c);
        if (index < 0) {
            throw wrong();
        }
        return "\"\\/\b\f\n\r\t".charAt(index);
    }
}
