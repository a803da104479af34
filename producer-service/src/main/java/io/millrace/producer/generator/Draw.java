package io.millrace.producer.generator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value drawn anew in each scope: {@code event.number(1,9)}, {@code cell.hex(3)}, {@code session.upperHex(8)},
 * {@code host.guid()}, {@code cell.any(read|write)}. The same expression has the same value throughout its scope. With a name,
 * as in {@code event#failure.any(...)}, the name alone decides, so that lists of equal length go together.
 */
record Draw(Scope scope, long salt, Value value) implements Slot {
    private static final Pattern SYNTAX =
            Pattern.compile("(event|cell|session|host)(#\\w+)?\\.(\\w+)\\((.*)\\)", Pattern.DOTALL);
    private static final int DIGITS_OF_A_HASH = 16;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    /** What is made of a hash. */
    private interface Value {
        void append(long hash, Scene scene, LineBuffer out);
    }

    /** Whether a name in a pattern is one of these. */
    static boolean isOne(String expression) {
        return SYNTAX.matcher(expression).matches();
    }

    /**
     * Compiles an expression.
     *
     * @param compiler makes a template of the pattern of a choice
     */
    static Draw compile(String expression, Function<String, Template> compiler) {
        Matcher matcher = SYNTAX.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not an expression that draws a value: " + expression);
        }
        String name = matcher.group(2) == null ? expression : matcher.group(2);
        return new Draw(Scope.named(matcher.group(1)), salt(name), value(matcher.group(3), matcher.group(4), compiler));
    }

    private static Value value(String function, String argument, Function<String, Template> compiler) {
        return switch (function) {
            case "any" -> any(choices(argument).stream().map(compiler).toArray(Template[]::new));
            case "number" -> number(argument);
            case "hex" -> hex(Integer.parseInt(argument));
            case "upperHex" -> upperHex(Integer.parseInt(argument));
            case "guid" -> (hash, scene, out) -> SlotFormats.appendGuid(hash, out);
            default ->
                throw new IllegalArgumentException(
                        "There is no '" + function + "', only any, number, hex, upperHex" + " and guid");
        };
    }

    private static Value any(Template[] choices) {
        if (Arrays.stream(choices).allMatch(Template::isConstant)) {
            return (hash, scene, out) -> choices[Mix.below(choices.length, hash)].appendText(out);
        }
        return (hash, scene, out) -> choices[Mix.below(choices.length, hash)].append(scene, out);
    }

    private static Value number(String argument) {
        int comma = argument.indexOf(',');
        int least = Integer.parseInt(argument.substring(0, comma).strip());
        int most = Integer.parseInt(argument.substring(comma + 1).strip());
        return (hash, scene, out) -> out.appendLong(least + Mix.below(most - least + 1, hash));
    }

    private static Value hex(int digits) {
        return (hash, scene, out) -> {
            for (int part = 0; part < digits; part += DIGITS_OF_A_HASH) {
                out.appendHex(part(hash, part), Math.min(DIGITS_OF_A_HASH, digits - part));
            }
        };
    }

    private static Value upperHex(int digits) {
        return (hash, scene, out) -> {
            for (int part = 0; part < digits; part += DIGITS_OF_A_HASH) {
                out.appendUpperHex(part(hash, part), Math.min(DIGITS_OF_A_HASH, digits - part));
            }
        };
    }

    private static long part(long hash, int part) {
        return part == 0 ? hash : Mix.derive(hash, part);
    }

    /** Splits at the bars that are in no brackets. */
    private static List<String> choices(String argument) {
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int index = 0; index < argument.length(); index++) {
            switch (argument.charAt(index)) {
                case '{', '(' -> depth++;
                case '}', ')' -> depth--;
                case '|' -> {
                    if (depth == 0) {
                        choices.add(argument.substring(start, index));
                        start = index + 1;
                    }
                }
                default -> {}
            }
        }
        choices.add(argument.substring(start));
        return choices;
    }

    /** FNV-1a, 64 bits. */
    private static long salt(String name) {
        long hash = FNV_OFFSET;
        for (byte part : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (part & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    @Override
    public void append(Scene scene, LineBuffer out) {
        value.append(Mix.derive(scope.hash(scene), salt), scene, out);
    }
}
