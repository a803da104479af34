package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SyntheticSourceTests {
    private static final String FIRST_100_000_EVENTS =
            "3ef65909a58c24157a46eeba51ae1b7211becf08b0b2bebe2f29154cb6785872";

    private final SyntheticStream stream = new SyntheticStream();

    @Test
    void neverChangesTheBytesOfAStreamThatWasSentOnce() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        LongStream.range(0, 100_000).forEach(sequence -> digest.update(stream.line(sequence)));

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .as(
                        "Other bytes for the same seed break every journal: if that is meant, raise SyntheticSource.ALGORITHM")
                .isEqualTo(FIRST_100_000_EVENTS);
    }

    @Test
    void givesTheSameLineInWhateverOrderTheSequencesAreAsked() {
        SplittableRandom random = new SplittableRandom(1);
        Map<Long, String> seen = new HashMap<>();
        for (int count = 0; count < 5_000; count++) {
            long sequence = random.nextLong(1L << random.nextInt(1, 50));
            seen.put(sequence, stream.text(sequence));
        }
        SyntheticStream other = new SyntheticStream();
        seen.forEach((sequence, line) -> assertThat(other.text(sequence)).isEqualTo(line));
    }

    @Test
    void givesTheSameLinesToManyThreadsAtOnce() throws Exception {
        EventSource source = new SyntheticSource(SyntheticStream.SETTINGS);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> streams = new ArrayList<>();
            for (int count = 0; count < 4; count++) {
                streams.add(threads.submit(() -> encode(source, 20_000)));
            }
            byte[] expected = encode(new SyntheticSource(SyntheticStream.SETTINGS), 20_000);
            for (Future<byte[]> actual : streams) {
                assertThat(actual.get(1, TimeUnit.MINUTES)).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void writesCanonicalEventsWithTheFieldsInTheOrderOfTheirKind() {
        Map<String, List<String>> fieldsByKind = new HashMap<>();
        Catalog.load()
                .events()
                .values()
                .forEach(event -> fieldsByKind.put(
                        event.channel() + event.provider() + event.id(),
                        List.copyOf(event.data().keySet())));
        List<String> order = List.of(
                "timestamp",
                "level",
                "source",
                "message",
                "eventId",
                "provider",
                "computer",
                "recordId",
                "user",
                "keywords",
                "task",
                "data");

        stream.forEach(8_000, (event, sequence) -> {
            List<String> names = List.copyOf(event.propertyNames());
            assertThat(names)
                    .containsExactlyElementsOf(order.stream()
                            .filter(name -> event.has("user") || !name.equals("user"))
                            .toList());
            assertThat(List.copyOf(event.get("data").propertyNames()))
                    .isEqualTo(fieldsByKind.get(event.get("source").asString()
                            + event.get("provider").asString()
                            + event.get("eventId").asInt()));
            assertThat(event.get("data").values()).allMatch(JsonNode::isString);
            assertThat(event.get("keywords").asString()).matches("0x[0-9a-f]{16}");
            assertThat(event.get("level").asString()).isIn("Critical", "Error", "Warning", "Information", "Verbose");
            assertThat(event.toString()).doesNotContain("${");
        });
    }

    @Test
    void endsEachLineWithOneLineFeedAndNothingElse() {
        for (long sequence = 0; sequence < 5_000; sequence++) {
            assertThat(stream.text(sequence))
                    .endsWith("}\n")
                    .containsOnlyOnce("\n")
                    .doesNotContain("\r");
        }
    }

    @Test
    void stampsEachEventWithItsStreamTime() {
        LineBuffer expected = new LineBuffer(LineBuffer.TIMESTAMP_LENGTH);
        stream.forEach(2_000, (event, sequence) -> {
            expected.reset();
            expected.appendTimestamp(SyntheticStream.streamTime(sequence));
            assertThat(event.get("timestamp").asString())
                    .isEqualTo(new String(expected.toByteArray(), StandardCharsets.US_ASCII));
        });
    }

    @Test
    void makesOtherEventsFromAnotherSeed() {
        assertThat(encode(
                        new SyntheticSource(new SyntheticSettings(1, SyntheticSettings.MIXED, LineFormat.CANONICAL)),
                        100))
                .isNotEqualTo(encode(
                        new SyntheticSource(new SyntheticSettings(2, SyntheticSettings.MIXED, LineFormat.CANONICAL)),
                        100));
        assertThat(new SyntheticSource(new SyntheticSettings(1, SyntheticSettings.MIXED, LineFormat.CANONICAL))
                        .fingerprint())
                .isNotEqualTo(
                        new SyntheticSource(new SyntheticSettings(2, SyntheticSettings.MIXED, LineFormat.CANONICAL))
                                .fingerprint());
    }

    @Test
    void isEndlessAndBeginsAtZero() {
        EventSource source =
                new SyntheticSource(new SyntheticSettings(1, SyntheticSettings.MIXED, LineFormat.CANONICAL));

        assertThat(source.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(source.description()).isEqualTo("synthetic");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> source.encode(-1, -1, index -> 0, new LineBuffer(100)))
                .withMessage("Events are counted from 0: there is no event -1");
    }

    private static byte[] encode(EventSource source, int count) {
        LineBuffer out = new LineBuffer(1_000);
        for (int sequence = 0; sequence < count; sequence++) {
            source.encode(sequence, sequence, SyntheticStream::streamTime, out);
        }
        return out.toByteArray();
    }
}
