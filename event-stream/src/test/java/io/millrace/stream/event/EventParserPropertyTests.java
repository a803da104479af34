package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class EventParserPropertyTests {

    private static final List<String> PIECES = List.of(
            "{} { } [ ] \" : , null true -1 1e999999 99999999999999999999 \\ \\ud800 [[[[[[[[ \"a\":1, < \u00e4 \u0000 #"
                    .split(" ", -1));

    private final EventParser parser = new EventParser();
    private final EventWriter writer = new EventWriter();

    @Property
    void everyEventComesBackFromItsCanonicalLine(@ForAll("events") WindowsEvent event) throws Exception {
        byte[] line = writer.write(event);

        assertThat(parser.parse(line, 0, line.length)).isEqualTo(event);
    }

    @Property
    void arbitraryBytesAreAnEventOrMalformed(@ForAll @Size(max = 200) byte[] bytes, @ForAll EventFormat format) {
        assertAnEventOrMalformed(bytes, format);
    }

    @Property(tries = 5000)
    void aDamagedLineIsAnEventOrMalformed(@ForAll("damagedLines") byte[] line, @ForAll EventFormat format) {
        assertAnEventOrMalformed(line, EventFormat.AUTO);
        assertAnEventOrMalformed(line, format);
    }

    @Property
    void aLineCutOffAnywhereIsMalformed(@ForAll("lines") String line, @ForAll("shares") double share) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int kept = (int) (bytes.length * share);

        assertThat(outcome(bytes, kept, EventFormat.AUTO)).isIn("not-json", "not-utf8");
    }

    private void assertAnEventOrMalformed(byte[] bytes, EventFormat format) {
        assertThat(outcome(bytes, bytes.length, format))
                .isIn("event", "not-json", "not-utf8", "not-an-object", "unknown-format", "wrong-type", "too-complex");
    }

    private static String outcome(byte[] bytes, int length, EventFormat format) {
        try {
            new EventParser(format).parse(bytes, 0, length);
            return "event";
        } catch (MalformedEventException e) {
            assertThat(e).hasMessageMatching("(?s).{1,1000}");
            assertThat(e.getStackTrace()).isEmpty();
            return e.reason().code();
        }
    }

    private static byte[] damaged(byte[] line, double place, byte[] put, int removed) {
        int at = (int) (place * line.length);
        int after = Math.min(line.length, at + removed);
        byte[] damaged = new byte[at + put.length + line.length - after];
        System.arraycopy(line, 0, damaged, 0, at);
        System.arraycopy(put, 0, damaged, at, put.length);
        System.arraycopy(line, after, damaged, at + put.length, line.length - after);
        return damaged;
    }

    @Provide
    Arbitrary<Double> shares() {
        return Arbitraries.doubles().between(0, 0.999).ofScale(3);
    }

    @Provide
    Arbitrary<byte[]> damagedLines() {
        Arbitrary<byte[]> pieces = Arbitraries.of(PIECES).map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(4);
        return Combinators.combine(
                        lines(),
                        shares(),
                        Arbitraries.oneOf(pieces, noise),
                        Arbitraries.integers().between(0, 12))
                .as((line, place, put, removed) -> damaged(line.getBytes(StandardCharsets.UTF_8), place, put, removed));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(Lines.ALL);
    }

    @Provide
    Arbitrary<WindowsEvent> events() {
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(-62_135_596_800L, 253_402_300_799L)
                .flatMap(seconds ->
                        Arbitraries.integers().between(0, 999_999_999).map(n -> Instant.ofEpochSecond(seconds, n)));
        Arbitrary<String> texts =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(30).injectNull(0.3);
        Arbitrary<Map<String, String>> data = Arbitraries.maps(
                        Arbitraries.strings().ofMaxLength(10),
                        Arbitraries.strings().ofMaxLength(20))
                .ofMaxSize(8)
                .map(LinkedHashMap::new);
        Arbitrary<Integer> ids = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<Long> records = Arbitraries.longs().injectNull(0.3);
        return Combinators.combine(times, ids, records, texts.list().ofSize(9), data)
                .as((time, id, record, text, map) -> new WindowsEvent(
                        time,
                        text.get(0),
                        text.get(1),
                        text.get(2),
                        id,
                        text.get(3),
                        text.get(4),
                        record,
                        text.get(5),
                        text.get(6),
                        text.get(7),
                        map,
                        text.get(8)));
    }
}
