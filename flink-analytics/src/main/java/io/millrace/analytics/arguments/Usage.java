package io.millrace.analytics.arguments;

import java.util.Arrays;
import java.util.List;

/** The text that {@code --help} prints. */
public final class Usage {
    private Usage() {}

    /** Whether these arguments ask for help. */
    public static boolean isAskedFor(String... arguments) {
        return List.of(arguments).contains("--help");
    }

    /** Returns the text. */
    public static String text() {
        StringBuilder text = new StringBuilder("""
                The Millrace analytics job: reads Windows events from a stream, prints them, counts them in windows.

                """);
        Arrays.stream(Argument.values()).forEach(argument -> describe(argument, text));
        return text.append("  --help\n      prints this and starts nothing\n").toString();
    }

    private static void describe(Argument argument, StringBuilder text) {
        text.append("  ").append(argument.flag()).append(' ').append(argument.placeholder());
        if (argument.fallback() != null) {
            text.append(" (default ").append(argument.fallback()).append(')');
        }
        text.append("\n      ").append(argument.description()).append('\n');
    }
}
