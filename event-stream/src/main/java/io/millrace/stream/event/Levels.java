package io.millrace.stream.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of the levels, from the numbers and words in which the formats write them. */
final class Levels {

    private static final int LONGEST_NUMBER = 9;

    private Levels() {}

    /** The name of a level given as a number (in digits) or a word; words not known stay as written. */
    static @Nullable String named(@Nullable String written) {
        if (written == null) {
            return null;
        }
        if (written.length() <= LONGEST_NUMBER && written.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return numbered(Integer.parseInt(written));
        }
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "critical" -> "Critical";
            case "error" -> "Error";
            case "warning" -> "Warning";
            case "information", "info" -> "Information";
            case "verbose", "debug" -> "Verbose";
            default -> written;
        };
    }

    /**
     * The name of a number of the Windows event schema. 0 is "log always"; audit events carry it and Event Viewer shows them
     * as Information.
     */
    static String numbered(long number) {
        if (number < 0 || number > 5) {
            return "Level " + number;
        }
        return switch ((int) number) {
            case 1 -> "Critical";
            case 2 -> "Error";
            case 3 -> "Warning";
            case 5 -> "Verbose";
            default -> "Information";
        };
    }
}
