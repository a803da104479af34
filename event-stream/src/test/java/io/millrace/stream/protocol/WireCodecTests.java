package io.millrace.stream.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.Pattern;
import io.millrace.stream.journal.Ramp;
import io.millrace.stream.journal.RateCurve;
import io.millrace.stream.journal.Segment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireCodecTests {
    private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.000000007Z");

    static Stream<Subscription> subscriptions() {
        return Stream.of(
                new Subscription(From.LATEST, null, Shard.ALL, null),
                new Subscription(From.EARLIEST, null, new Shard(3, 8), "secret"),
                new Subscription(From.at(0), "s-1", Shard.ALL, null),
                new Subscription(From.at(From.Sequence.MAX), "s \"1\"", new Shard(1023, 1024), "Grüße"));
    }

    @ParameterizedTest
    @MethodSource("subscriptions")
    void aSubscriptionIsReadAsItWasWritten(Subscription subscription) throws ProtocolException {
        byte[] line = WireCodec.encode(subscription);

        assertThat(line).endsWith((byte) '\n').doesNotContain((byte) '\r');
        assertThat(WireCodec.decodeSubscription(line, 0, line.length - 1)).isEqualTo(subscription);
    }

    @Test
    void aSubscriptionIsWrittenAsTheContractShowsIt() {
        assertThat(text(WireCodec.encode(new Subscription(From.at(1234), "s", new Shard(0, 4), "t"))))
                .isEqualTo("{\"subscribe\":{\"from\":1234,\"stream\":\"s\",\"shard\":{\"index\":0,\"count\":4},"
                        + "\"token\":\"t\"}}\n");
        assertThat(text(WireCodec.encode(new Subscription(From.LATEST, null, Shard.ALL, null))))
                .isEqualTo("{\"subscribe\":{\"from\":\"latest\",\"shard\":{\"index\":0,\"count\":1}}}\n");
        assertThat(new Subscription(From.LATEST, "s", Shard.ALL, "secret").toString())
                .isEqualTo("Subscription[from=latest, stream=s, shard=0/1]");
    }

    @Test
    void whatASubscriptionLeavesOutHasItsDefault() throws ProtocolException {
        assertThat(decode("{\"subscribe\":{}}")).isEqualTo(new Subscription(From.LATEST, null, Shard.ALL, null));
        assertThat(decode("{\"subscribe\":{\"from\":null,\"shard\":null}}"))
                .isEqualTo(new Subscription(From.LATEST, null, Shard.ALL, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET / HTTP/1.1 | it is no JSON",
                "{} | it has no \"subscribe\" member",
                "null | it has no \"subscribe\" member",
                "[] | it must be one JSON object",
                "{\"subscribe\":{}} {} | it must be one JSON object",
                "{\"subscribe\":{}, | it is no JSON",
                "{\"subscribe\":{},\"x\":1} | unknown member \"x\"",
                "{\"subscribe\":{\"form\":1}} | unknown member \"form\" in subscribe",
                "{\"subscribe\":{\"shard\":{\"index\":0,\"count\":1,\"of\":2}}} | unknown member \"of\" in subscribe.shard",
                "{\"subscribe\":[]} | subscribe is missing or has the wrong type",
                "{\"subscribe\":{\"stream\":5}} | subscribe.stream is missing or has the wrong type",
                "{\"subscribe\":{\"token\":{}}} | subscribe.token is missing or has the wrong type",
                "{\"subscribe\":{\"shard\":\"0/4\"}} | subscribe.shard is missing or has the wrong type",
                "{\"subscribe\":{\"shard\":{\"index\":\"0\",\"count\":1}}} | subscribe.shard.index is missing or has the wrong type",
                "{\"subscribe\":{\"shard\":{\"index\":0.5,\"count\":1}}} | subscribe.shard.index is missing or has the wrong type",
                "{\"subscribe\":{\"shard\":{\"index\":0}}} | subscribe.shard.count is missing or has the wrong type",
                "{\"subscribe\":{\"shard\":{\"index\":4,\"count\":4}}} | shard index is 0 to 3, not 4",
                "{\"subscribe\":{\"from\":-1}} | from is 0 or more, not -1",
                "{\"subscribe\":{\"from\":4611686018427387905}} | from is 4611686018427387904 at most, not 4611686018427387905",
                "{\"subscribe\":{\"from\":99999999999999999999}} | from is \"earliest\", \"latest\" or a sequence, not 99999999999999999999",
                "{\"subscribe\":{\"from\":1.5}} | from is \"earliest\", \"latest\" or a sequence, not 1.5",
                "{\"subscribe\":{\"from\":\"12\"}} | from is \"earliest\", \"latest\" or a sequence, not 12",
                "{\"subscribe\":{\"from\":true}} | from is \"earliest\", \"latest\" or a sequence, not true",
            })
    void refusesAnyOtherFirstLineAndSaysWhy(String line, String reason) {
        assertThatThrownBy(() -> decode(line))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the first line is no subscription: " + reason);
    }

    static Stream<ControlLine> controlLines() {
        return Stream.of(
                new ControlLine.Subscribed("s", true, 1234, 9999, 256),
                new ControlLine.Segment(7, TIME, 5000, null),
                new ControlLine.Segment(8, TIME, 10, new Ramp(10, 500, Duration.ofSeconds(30))),
                new ControlLine.Segment(9, TIME, 20, day(false)),
                new ControlLine.Segment(9, TIME, 20, day(true)),
                new ControlLine.Heartbeat(10, 9, TIME),
                new ControlLine.Rejected("unknown-stream", "it is \"x\""));
    }

    @ParameterizedTest
    @MethodSource("controlLines")
    void aControlLineIsReadAsItWasWritten(ControlLine control) throws ProtocolException {
        byte[] line = WireCodec.encode(control);

        assertThat(WireCodec.isControl(line, 0, line.length - 1)).isTrue();
        assertThat(line).endsWith((byte) '\n');
        assertThat(WireCodec.decodeControl(line, 0, line.length - 1)).isEqualTo(control);
    }

    @Test
    void controlLinesAreWrittenAsTheContractShowsThem() {
        assertThat(text(WireCodec.encode(new ControlLine.Subscribed("s", false, 1234, 9999, 256))))
                .isEqualTo("{\"millrace\":\"subscribed\",\"stream\":\"s\",\"replay\":false,\"next\":1234,\"head\":9999,"
                        + "\"blockSize\":256}\n");
        assertThat(text(WireCodec.encode(new ControlLine.Segment(7, TIME, 100, null))))
                .isEqualTo("{\"millrace\":\"segment\",\"from\":7,\"at\":\"2026-02-03T04:05:06.000000007Z\","
                        + "\"eventsPerSecond\":100}\n");
        Segment ramp = new Segment(7, EpochNanos.of(TIME), new Ramp(10, 500, Duration.ofSeconds(30)));
        assertThat(text(WireCodec.encode(ControlLine.Segment.of(ramp))))
                .isEqualTo("{\"millrace\":\"segment\",\"from\":7,\"at\":\"2026-02-03T04:05:06.000000007Z\","
                        + "\"eventsPerSecond\":10,\"curve\":{\"kind\":\"ramp\",\"fromEventsPerSecond\":10,"
                        + "\"toEventsPerSecond\":500,\"over\":\"PT30S\"}}\n");
        assertThat(text(WireCodec.encode(ControlLine.Segment.of(new Segment(7, EpochNanos.of(TIME), day(true))))))
                .isEqualTo("{\"millrace\":\"segment\",\"from\":7,\"at\":\"2026-02-03T04:05:06.000000007Z\","
                        + "\"eventsPerSecond\":20,\"curve\":{\"kind\":\"pattern\",\"period\":\"PT24H\",\"steps\":true,"
                        + "\"points\":[{\"at\":\"PT0S\",\"eventsPerSecond\":20},"
                        + "{\"at\":\"PT9H\",\"eventsPerSecond\":300}]}}\n");
        assertThat(text(WireCodec.encode(new ControlLine.Heartbeat(10, 9, TIME))))
                .isEqualTo("{\"millrace\":\"heartbeat\",\"head\":10,\"next\":9,"
                        + "\"watermark\":\"2026-02-03T04:05:06.000000007Z\"}\n");
    }

    private static Pattern day(boolean steps) {
        return new Pattern(
                Duration.ofDays(1),
                steps,
                List.of(new Pattern.Point(Duration.ZERO, 20), new Pattern.Point(Duration.ofHours(9), 300)));
    }

    @Test
    void aReaderComputesTheStreamTimesOfTheServer() throws ProtocolException {
        for (RateCurve curve : List.of(day(false), day(true), new Ramp(0, 7777, Duration.ofSeconds(41)))) {
            Segment segment = new Segment(5, EpochNanos.of(TIME), curve);
            byte[] line = WireCodec.encode(ControlLine.Segment.of(segment));
            Segment read = ((ControlLine.Segment) WireCodec.decodeControl(line, 0, line.length - 1)).toSegment();

            assertThat(read).isEqualTo(segment);
            for (long sequence = 5; sequence < 1_000_000; sequence += 997) {
                assertThat(read.timeOf(sequence)).isEqualTo(segment.timeOf(sequence));
            }
        }
    }

    @Test
    void membersOfLaterVersionsAndAnAbsentReplayAreNoMatter() throws ProtocolException {
        byte[] line = bytes(
                "{\"millrace\":\"subscribed\",\"stream\":\"s\",\"next\":1,\"head\":2,\"blockSize\":256,\"x\":{}}");

        assertThat(WireCodec.decodeControl(line, 0, line.length))
                .isEqualTo(new ControlLine.Subscribed("s", false, 1, 2, 256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"millrace\":",
                "{\"millrace\":\"unheard-of\"}",
                "{\"millrace\":7}",
                "{\"millrace\":\"subscribed\",\"next\":1,\"head\":2,\"blockSize\":256}",
                "{\"millrace\":\"subscribed\",\"stream\":\"s\",\"head\":2,\"blockSize\":256}",
                "{\"millrace\":\"heartbeat\",\"head\":1,\"next\":1}",
                "{\"millrace\":\"heartbeat\",\"head\":1,\"next\":1,\"watermark\":\"yesterday\"}",
                "{\"millrace\":\"heartbeat\",\"head\":1,\"next\":1,\"watermark\":\"9999-01-01T00:00:00Z\"}",
                "{\"millrace\":\"segment\",\"from\":-1,\"at\":\"2026-01-01T00:00:00Z\",\"eventsPerSecond\":1}",
                "{\"millrace\":\"segment\",\"from\":1,\"eventsPerSecond\":1}",
                "{\"millrace\":\"segment\",\"from\":1,\"at\":\"2026-01-01T00:00:00Z\",\"eventsPerSecond\":1,"
                        + "\"curve\":{\"kind\":\"spiral\"}}",
                "{\"millrace\":\"segment\",\"from\":1,\"at\":\"2026-01-01T00:00:00Z\",\"eventsPerSecond\":1,"
                        + "\"curve\":{\"kind\":\"ramp\",\"fromEventsPerSecond\":1,\"toEventsPerSecond\":2}}",
                "{\"millrace\":\"segment\",\"from\":1,\"at\":\"2026-01-01T00:00:00Z\",\"eventsPerSecond\":1,"
                        + "\"curve\":{\"kind\":\"pattern\",\"period\":\"PT9S\",\"points\":[null]}}",
                "{\"millrace\":\"error\",\"code\":\"internal\"}",
            })
    void anIncompleteOrImpossibleControlLineIsRefused(String line) {
        assertThatThrownBy(() -> WireCodec.decodeControl(bytes(line), 0, bytes(line).length))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("not a control line: " + line);
    }

    @Test
    void onlyTheExactFirstBytesMakeAControlLine() {
        assertThat(isControl("{\"millrace\":1}")).isTrue();
        assertThat(isControl(" {\"millrace\":1}")).isFalse();
        assertThat(isControl("{ \"millrace\":1}")).isFalse();
        assertThat(isControl("{\"millrace\"")).isFalse();
        assertThat(isControl("")).isFalse();
    }

    @Test
    void aPositionInSettingsIsANameOrANumber() {
        assertThat(From.parse("earliest")).isEqualTo(From.EARLIEST);
        assertThat(From.parse("latest")).isEqualTo(From.LATEST);
        assertThat(From.parse("17")).isEqualTo(From.at(17));
        assertThatThrownBy(() -> From.parse("newest"))
                .hasMessage("from is earliest, latest or a sequence, not 'newest'");
        assertThatThrownBy(() -> From.parse("-1")).hasMessage("from is 0 or more, not -1");
    }

    private static Subscription decode(String line) throws ProtocolException {
        return WireCodec.decodeSubscription(bytes(line), 0, bytes(line).length);
    }

    private static boolean isControl(String line) {
        return WireCodec.isControl(bytes(line), 0, bytes(line).length);
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
