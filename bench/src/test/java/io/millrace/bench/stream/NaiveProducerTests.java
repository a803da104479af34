package io.millrace.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.event.EventFormat;
import io.millrace.stream.event.EventParser;
import io.millrace.stream.event.WindowsEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class NaiveProducerTests {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00.010Z");

    @Test
    void makesTheSameCanonicalEventsButForTheirTime() throws Exception {
        NaiveProducer naive = new NaiveProducer(InstantSource.fixed(NOW));
        EventParser parser = new EventParser(EventFormat.CANONICAL);
        for (WindowsEvent event : SampleLines.events(200)) {
            byte[] line = naive.line(event, NOW).getBytes(StandardCharsets.UTF_8);

            WindowsEvent sent = parser.parse(line, 0, line.length);
            assertThat(sent.timestamp()).isEqualTo(NOW);
            assertThat(sent)
                    .usingRecursiveComparison()
                    .ignoringFields("timestamp")
                    .isEqualTo(event);
        }
    }

    @Test
    void theSampleLinesAreThoseEventsToo() throws Exception {
        byte[] lines = SampleLines.ofBytes(50_000);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(50_000).endsWith('\n');
        String first =
                new String(lines, StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
        byte[] line = first.getBytes(StandardCharsets.UTF_8);
        assertThat(new EventParser(EventFormat.CANONICAL).parse(line, 0, line.length))
                .isEqualTo(SampleLines.events(1).get(0));
    }
}
