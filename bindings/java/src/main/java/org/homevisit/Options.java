package org.homevisit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How documents are read: what they are called, what a policy may extend, and limits. May be used for many loads. */
public final class Options {
    private static final Options NONE = new Options();

    private String document = "";
    private final List<byte[]> bases = new ArrayList<>();
    private final Map<String, Long> limits = new LinkedHashMap<>();

    /** Makes options that change nothing. */
    public Options() {
    }

    /**
     * Says what problems call the document.
     *
     * @param name  a file's name, without a zero character
     * @return these options
     */
    public Options document(String name) {
        document = name;
        return this;
    }

    /**
     * Adds a policy that the loaded one may extend.
     *
     * @param policyJson  its text; it says its own id
     * @return these options
     */
    public Options base(String policyJson) {
        bases.add(Utf8.document(policyJson));
        return this;
    }

    /**
     * Sets a limit.
     *
     * @param name   max_bytes, max_depth, max_events, max_staff, max_rules or max_condition_nodes
     * @param value  how many; 0 is the default
     * @return these options
     */
    public Options limit(String name, long value) {
        limits.put(name, value);
        return this;
    }

    /** Calls with the native options, which live as long as the call. */
    static <T> T with(Options options, Function<OptionsHandle, T> call) {
        OptionsHandle handle = (options == null ? NONE : options).handle();
        try {
            return call.apply(handle);
        } finally {
            handle.delete();
        }
    }

    private OptionsHandle handle() {
        OptionsHandle handle = new OptionsHandle();
        if (OptionsHandle.getCPtr(handle) == 0) {
            throw new OutOfMemoryError("homevisit");
        }
        boolean made = false;
        try {
            Outcome.check(handle.document(Utf8.name(document)), "the document's name holds a zero character");
            for (byte[] base : bases) {
                Outcome.check(handle.add_base(base), "a base cannot be taken");
            }
            limits.forEach((name, value) -> Outcome.check(handle.limit(Utf8.name(name), value),
                    "there is no limit '" + name + "', or not of that value"));
            made = true;
            return handle;
        } finally {
            if (!made) {
                handle.delete();
            }
        }
    }
}
