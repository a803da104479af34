package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever a line holds: the lazy parser says of it what the other one says. */
class LazyParserTests {
    private static final String CANONICAL = "{\"timestamp\":\"2026-03-01T08:00:00.0100000Z\",\"level\":\"Information\","
            + "\"source\":\"Security\",\"message\":\"Logon\\r\\n\\tName:\\t\\\"ö\\\" \\\\ /\",\"eventId\":4624,"
            + "\"provider\":\"P\",\"computer\":\"H\",\"recordId\":7,\"user\":\"D\\\\u\",\"keywords\":\"0x8020000000000000\","
            + "\"task\":\"1\",\"data\":{\"A\":\"b\",\"C\":1,\"D\":null,\"E\":true}}";
    private static final String NXLOG = "{\"EventTime\":\"2020-08-01 06:49:15\",\"Hostname\":\"H\","
            + "\"Keywords\":-9214364837600034816,\"EventType\":\"AUDIT_FAILURE\",\"Severity\":\"ERROR\",\"EventID\":4625,"
            + "\"SourceName\":\"P\",\"Channel\":\"Security\",\"Message\":\"No\\r\\n\",\"Task\":3, \"tags\": [\"a\", 1],"
            + "\"RecordNumber\":828,\"ProcessID\":2928,\"Domain\":\"D\",\"AccountName\":\"n\",\"X\":\"y\"}";
    private static final List<String> PIECES = List.of(
            "",
            "{}",
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "-",
            "-1",
            "007",
            "1.5",
            "12345678901234567890",
            "\\",
            "\\u00e4",
            "\\ud800",
            "\\x",
            "\"A\":\"z\",",
            "\"level\":\"Error\",",
            "\"EventID\":1,",
            " ",
            "\t",
            "ö",
            "\u0000",
            "é",
            "{\"a\":{}}",
            "\"\"",
            "0",
            "\"2026-13-01T00:00:00Z\"",
            "\r");

    private final LazyParser lazy = new LazyParser(EventFormat.AUTO);
    private final EventParser parser = new EventParser();

    private String verdict(byte[] line) {
        try {
            return parser.parse(line, 0, line.length).toString();
        } catch (MalformedEventException e) {
            return e.reason().code() + ": " + e.getMessage();
        }
    }

    private String lazyVerdict(LazyParser lazyParser, byte[] line) {
        byte[] buffer = new byte[line.length + 20];
        Arrays.fill(buffer, (byte) '"');
        System.arraycopy(line, 0, buffer, 7, line.length);
        try {
            EventView event = lazyParser.parse(buffer, 7, line.length);
            Arrays.fill(buffer, (byte) 'x');
            WindowsEvent seen = new WindowsEvent(
                    event.timestamp(),
                    event.level(),
                    event.source(),
                    event.message(),
                    event.eventId(),
                    event.provider(),
                    event.computer(),
                    event.whole().recordId(),
                    event.user(),
                    event.whole().keywords(),
                    event.whole().task(),
                    event.data(),
                    event.whole().label());
            return seen.toString();
        } catch (MalformedEventException e) {
            return e.reason().code() + ": " + e.getMessage();
        }
    }

    private void assertSame(byte[] line) {
        assertThat(lazyVerdict(lazy, line)).isEqualTo(verdict(line));
    }

    @Test
    void readsCommonLinesOfBothFormsLazily() throws Exception {
        for (String text : List.of(CANONICAL, NXLOG)) {
            byte[] line = text.getBytes(StandardCharsets.UTF_8);
            assertThat(lazy.parse(line, 0, line.length)).isInstanceOf(LazyEvent.class);
            assertSame(line);
        }
    }

    @Test
    void readsEveryKindOfLineAlike() {
        for (String text : Lines.ALL) {
            assertSame(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Property(tries = 20_000)
    void agreesOnADamagedLine(@ForAll("damagedLines") String line) {
        assertSame(line.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void agreesOnADamagedLineOfAGivenFormat(@ForAll("damagedLines") String line, @ForAll EventFormat format) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        LazyParser given = new LazyParser(format);
        String expected;
        try {
            expected = new EventParser(format).parse(bytes, 0, bytes.length).toString();
        } catch (MalformedEventException e) {
            expected = e.reason().code() + ": " + e.getMessage();
        }
        assertThat(lazyVerdict(given, bytes)).isEqualTo(expected);
    }

    @Property
    void agreesOnBytesThatAreNoText(
            @ForAll("damagedLines") String line, @ForAll byte noise, @ForAll("places") double place) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            bytes[(int) (place * bytes.length)] = noise;
        }
        assertSame(bytes);
    }

    @Provide
    Arbitrary<Double> places() {
        return Arbitraries.doubles().between(0, 0.999).ofScale(3);
    }

    @Provide
    Arbitrary<String> damagedLines() {
        return Combinators.combine(
                        Arbitraries.of(CANONICAL, NXLOG),
                        places(),
                        Arbitraries.of(PIECES),
                        Arbitraries.integers().between(0, 14))
                .as((line, place, put, removed) -> {
                    int at = (int) (place * line.length());
                    return line.substring(0, at) + put + line.substring(Math.min(line.length(), at + removed));
                });
    }

    @Test
    void keepsNothingOfTheBuffer() throws Exception {
        byte[] line = CANONICAL.getBytes(StandardCharsets.UTF_8);
        EventView event = lazy.parse(line, 0, line.length);
        Arrays.fill(line, (byte) ' ');
        assertThat(event.message()).isEqualTo("Logon\r\n\tName:\t\"ö\" \\ /");
        assertThat(event.data()).isEqualTo(Map.of("A", "b", "C", "1", "E", "true"));
    }
}
