package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.event.EventParser;
import io.millrace.stream.event.MalformedEventException;
import io.millrace.stream.event.WindowsEvent;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class LineFormatPropertyTests {
    private static final Map<LineFormat, EventSource> SOURCES = sources();

    private final EventParser parser = new EventParser();
    private final LineBuffer buffer = new LineBuffer(8_192);

    private static Map<LineFormat, EventSource> sources() {
        Map<LineFormat, EventSource> sources = new EnumMap<>(LineFormat.class);
        for (LineFormat format : LineFormat.values()) {
            sources.put(format, new SyntheticSource(new SyntheticSettings(42, SyntheticSettings.MIXED, format)));
        }
        return sources;
    }

    @Property(tries = 5_000)
    void anyEventOfTheStreamReadsBackFromEachFormatAsFromItsCanonicalLine(
            @ForAll LineFormat format, @ForAll @LongRange(max = 1L << 40) long index) throws Exception {
        assertThat(read(format, index)).isEqualTo(read(LineFormat.CANONICAL, index));
    }

    @Example
    void linesAreLongerThanCanonicalOnesButNotByMoreThanTheRealFormats() throws Exception {
        Map<LineFormat, Long> bytes = new EnumMap<>(LineFormat.class);
        Set<Integer> kinds = new HashSet<>();
        for (long index = 0; index < 4_000; index++) {
            for (LineFormat format : LineFormat.values()) {
                kinds.add(read(format, index).eventId());
                bytes.merge(format, (long) buffer.length(), Long::sum);
            }
        }
        long canonical = bytes.getOrDefault(LineFormat.CANONICAL, 0L);

        assertThat(kinds).hasSizeGreaterThan(10);
        for (LineFormat format : LineFormat.values()) {
            assertThat((double) bytes.getOrDefault(format, 0L) / canonical)
                    .as(format.text())
                    .isBetween(1.0, 2.0);
        }
    }

    @Example
    void anotherFormatIsAnotherStream() {
        Set<String> fingerprints = new HashSet<>();
        SOURCES.forEach((format, source) -> {
            assertThat(source.format()).isEqualTo(format.text());
            fingerprints.add(source.fingerprint());
        });
        assertThat(fingerprints).hasSize(4);
    }

    private WindowsEvent read(LineFormat format, long index) throws MalformedEventException {
        buffer.reset();
        Objects.requireNonNull(SOURCES.get(format)).encode(index, index, SyntheticStream::streamTime, buffer);
        return parser.parse(buffer.array(), 0, buffer.length());
    }
}
