package io.millrace.producer.generator;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The keywords of an event, bits of winmeta.xml.
 *
 * @param bits one for each keyword
 */
record KeywordMask(long bits) {
    private static final Pattern SYNTAX = Pattern.compile("0x[0-9a-f]{16}");
    private static final long AUDIT_FAILURE = 0x0010_0000_0000_0000L;
    private static final long AUDIT_SUCCESS = 0x0020_0000_0000_0000L;
    private static final long CLASSIC = 0x0080_0000_0000_0000L;

    /** @throws IllegalArgumentException unless it is {@code 0x} and 16 hexadecimal digits in lower case */
    static KeywordMask parse(String text) {
        if (!SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "An event's keywords are 0x and 16 hexadecimal digits in lower case, not: " + text);
        }
        return new KeywordMask(HexFormat.fromHexDigitsToLong(text, 2, text.length()));
    }

    boolean isFailure() {
        return (bits & AUDIT_FAILURE) != 0;
    }

    boolean isAudit() {
        return isFailure() || (bits & AUDIT_SUCCESS) != 0;
    }

    /** As Windows writes it into the event's XML: without zeros in front. */
    String hexadecimal() {
        return "0x" + Long.toHexString(bits);
    }

    /** The names of those which every Windows knows. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (isAudit()) {
            names.add(isFailure() ? "Audit Failure" : "Audit Success");
        }
        if ((bits & CLASSIC) != 0) {
            names.add("Classic");
        }
        return names;
    }
}
