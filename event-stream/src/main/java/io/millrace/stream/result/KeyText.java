package io.millrace.stream.result;

import org.jspecify.annotations.Nullable;

/**
 * Cuts texts of events that are to be keys of results, which are held and sent by the hundred thousand: a line may make them as
 * long as it is itself. Not to be applied twice.
 */
public final class KeyText {
    /** The longest text that is a key as it is, in UTF-16 code units. */
    static final int LONGEST = 256;

    private static final int HASH_DIGITS = 16;

    private KeyText() {}

    /**
     * Returns the key: the text, or of a longer one its first {@value #LONGEST} code units (not half a surrogate pair), an
     * ellipsis and {@value #HASH_DIGITS} hexadecimal digits of a hash of all of it. So different texts have different keys.
     */
    public static @Nullable String of(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : cut(text);
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + '\u2026' + ResultId.of(text).substring(0, HASH_DIGITS);
    }
}
