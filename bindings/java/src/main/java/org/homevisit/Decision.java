package org.homevisit;

import java.util.Locale;

/** What a policy says of an event or of a whole record, from best to worst. Treat {@link #UNKNOWN} as deny. */
public enum Decision {
    /** Nothing is broken. Look at {@link Report#isSilent()}: silence is no permission. */
    ALLOW,
    /** A should is broken, or hangs on what is not known. */
    WARN,
    /** A must hangs on what is not known; {@link Report#getMissing()} names it. Not an allow. */
    UNKNOWN,
    /** A must is broken. */
    DENY,
    /** The event cannot happen where the visit stands. */
    IMPOSSIBLE;

    static Decision of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
