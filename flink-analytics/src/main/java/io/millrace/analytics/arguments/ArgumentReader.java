package io.millrace.analytics.arguments;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** The values given on the command line, as {@code --name value} or {@code --name=value}, and their reading as typed values. */
final class ArgumentReader {
    private final Map<Argument, String> given = new EnumMap<>(Argument.class);

    ArgumentReader(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String flag = arguments[i];
            int equals = flag.startsWith("--") ? flag.indexOf('=') : -1;
            if (equals > 0) {
                put(flag.substring(0, equals), flag.substring(equals + 1));
                continue;
            }
            Argument argument = argumentOf(flag);
            if (i + 1 == arguments.length) {
                throw new BadArgumentException(argument, "needs a value, " + argument.placeholder());
            }
            put(flag, arguments[++i]);
        }
    }

    private void put(String flag, String value) {
        Argument argument = argumentOf(flag);
        if (given.put(argument, value) != null) {
            throw new BadArgumentException(argument, "is given twice");
        }
    }

    private static Argument argumentOf(String flag) {
        return Arrays.stream(Argument.values())
                .filter(argument -> argument.flag().equals(flag))
                .findFirst()
                .orElseThrow(() -> new BadArgumentException("unknown argument '" + flag + "'"));
    }

    boolean has(Argument argument) {
        return given.containsKey(argument);
    }

    @Nullable
    String optionalText(Argument argument) {
        return given.getOrDefault(argument, argument.fallback());
    }

    String text(Argument argument) {
        String value = optionalText(argument);
        if (value == null || value.isBlank()) {
            throw new BadArgumentException(argument, "needs a value, " + argument.placeholder());
        }
        return value;
    }

    /** Reads a value with a parser that says what was wrong by an IllegalArgumentException. */
    <T> T value(Argument argument, Function<String, T> parser) {
        String text = text(argument);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new BadArgumentException(argument, e.getMessage() == null ? "'" + text + "'" : e.getMessage());
        }
    }

    int number(Argument argument, int least, int most) {
        String text = text(argument);
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, the same as a number out of range.
        }
        throw new BadArgumentException(argument, "'" + text + "' is not a whole number from " + least + " to " + most);
    }

    Duration duration(Argument argument, Duration least) {
        String text = text(argument);
        try {
            Duration duration = TimeUtils.parseDuration(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(Duration.ofDays(366)) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Told below, the same as a duration out of range.
        }
        throw new BadArgumentException(
                argument,
                "'" + text + "' is not a duration from " + least.toMillis() + "ms to 366d, such as 500ms, 10s or 5min");
    }

    <E extends Enum<E>> E choice(Argument argument, Class<E> type) {
        String text = text(argument);
        for (E value : type.getEnumConstants()) {
            if (nameOf(value).equals(text)) {
                return value;
            }
        }
        String choices = Arrays.stream(type.getEnumConstants())
                .map(ArgumentReader::nameOf)
                .collect(Collectors.joining(", "));
        throw new BadArgumentException(argument, "'" + text + "' is none of " + choices);
    }

    static String nameOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
