package org.homevisit;

import java.nio.charset.StandardCharsets;

/** Strings to the library's UTF-8 and back. An unpaired surrogate is never replaced in silence. */
final class Utf8 {
    private Utf8() {
    }

    /** A document: an unpaired surrogate goes through as the invalid UTF-8 that it is, and the library says where. */
    static byte[] document(String text) {
        int lone = loneSurrogate(text);
        if (lone < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] before = text.substring(0, lone).getBytes(StandardCharsets.UTF_8);
        byte[] after = text.substring(lone + 1).getBytes(StandardCharsets.UTF_8);
        char surrogate = text.charAt(lone);
        byte[] all = new byte[before.length + 3 + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        all[before.length] = (byte) (0xE0 | surrogate >> 12);
        all[before.length + 1] = (byte) (0x80 | surrogate >> 6 & 0x3F);
        all[before.length + 2] = (byte) (0x80 | surrogate & 0x3F);
        System.arraycopy(after, 0, all, before.length + 3, after.length);
        return all;
    }

    /** A name or an id. */
    static byte[] name(String text) {
        if (loneSurrogate(text) >= 0) {
            throw new IllegalArgumentException("a name holds no unpaired surrogate");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) {
                continue;
            }
            boolean paired = Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!paired) {
                return i;
            }
            i++;
        }
        return -1;
    }
}
