package io.millrace.stream.event;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of an event: a 64-bit mask where the format has one (hexadecimal, or NXLog's signed decimal), else names. The
 * bits of audits are those of winmeta.xml.
 */
final class Keywords {

    private static final long AUDIT_SUCCESS = 0x0020_0000_0000_0000L;
    private static final long AUDIT_FAILURE = 0x0010_0000_0000_0000L;
    private static final String SEPARATOR = ", ";
    private static final String HEX_START = "0x";
    private static final int LONGEST_HEX = "0x8020000000000000".length();

    /** The outcome an audit event has in its keywords. */
    enum Audit {
        SUCCESS,
        FAILURE,
        NONE
    }

    private Keywords() {}

    /** The mask as {@code 0x} and 16 digits when a mask is written there, else the text itself. */
    static @Nullable String normalized(@Nullable String written) {
        Long mask = written == null ? null : mask(written);
        return mask == null ? written : written(mask);
    }

    private static String written(long mask) {
        return HEX_START + HexFormat.of().toHexDigits(mask);
    }

    /** The mask behind the names joined by {@code ", "} where there is one, else the names. */
    static @Nullable String ofNames(@Nullable String joined) {
        int behind = joined == null ? -1 : joined.lastIndexOf(SEPARATOR + HEX_START);
        if (joined == null || behind < 0) {
            return normalized(joined);
        }
        Long mask = mask(joined.substring(behind + SEPARATOR.length()));
        return mask == null ? joined : written(mask);
    }

    /** The outcome in keywords, as written or {@link #normalized}. */
    static Audit audit(@Nullable String keywords) {
        if (keywords == null) {
            return Audit.NONE;
        }
        Long mask = mask(keywords);
        boolean success = mask == null ? keywords.contains("Audit Success") : (mask & AUDIT_SUCCESS) != 0;
        boolean failure = mask == null ? keywords.contains("Audit Failure") : (mask & AUDIT_FAILURE) != 0;
        return success ? Audit.SUCCESS : failure ? Audit.FAILURE : Audit.NONE;
    }

    private static @Nullable Long mask(String written) {
        try {
            if (written.startsWith(HEX_START) || written.startsWith("0X")) {
                return written.length() > LONGEST_HEX
                        ? null
                        : Long.valueOf(HexFormat.fromHexDigitsToLong(written, 2, written.length()));
            }
            if (!isDecimal(written)) {
                return null;
            }
            return written.startsWith("-") ? Long.parseLong(written) : Long.parseUnsignedLong(written);
        } catch (IllegalArgumentException e) {
            return null; // no mask: a name that happens to look like one
        }
    }

    private static boolean isDecimal(String written) {
        int digits = written.startsWith("-") ? 1 : 0;
        for (int at = digits; at < written.length(); at++) {
            if (written.charAt(at) < '0' || written.charAt(at) > '9') {
                return false;
            }
        }
        return written.length() > digits;
    }
}
