package io.millrace.analytics;

import io.millrace.stream.protocol.WireCodec;
import io.millrace.stream.result.Dimension;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Lines that follow from their sequence, and, worked out from the same rules alone, what the job must make of them. */
final class SampleLines {
    private static final List<String> LEVELS = List.of("Information", "Warning", "Error");
    private static final List<String> SOURCES = List.of("Security", "System");
    private static final List<Integer> EVENT_IDS =
            List.of(4600, 4624, 4624, 4625, 4634, 4672, 4688, 4771, 4776, 4800, 4801, 5140, 5156);
    private static final List<String> RUBBISH = List.of(
            "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":\"Inf",
            "\u00ff\u00fe\u0000\u0001",
            "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":[],\"source\":7}");
    private static final List<String> REASONS = List.of("not-json", "not-utf8", "wrong-type");

    private SampleLines() {}

    /**
     * Every 97th line is cut off, binary or of wrong types in turn, a few are twice as long as the protocol allows, the others
     * are events in canonical form.
     */
    static byte[] line(long sequence) {
        if (isOversized(sequence)) {
            return "x".repeat(2 * WireCodec.MAX_LINE_BYTES).getBytes(StandardCharsets.ISO_8859_1);
        }
        return isRubbish(sequence)
                ? RUBBISH.get(kind(sequence)).getBytes(StandardCharsets.ISO_8859_1)
                : event(sequence).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isOversized(long sequence) {
        return sequence % 15_000 == 1500;
    }

    private static boolean isRubbish(long sequence) {
        return sequence % 97 == 96;
    }

    private static int kind(long sequence) {
        return (int) (sequence / 97 % RUBBISH.size());
    }

    private static String event(long sequence) {
        String computer = sequence % 5 == 0 ? "" : ",\"computer\":\"" + host(sequence) + "\"";
        return "{\"timestamp\":\"" + StreamServerFixture.timeOf(sequence) + "\",\"level\":\"" + level(sequence)
                + "\",\"source\":\"" + source(sequence) + "\",\"message\":\"event " + sequence + "\",\"eventId\":"
                + eventId(sequence) + ",\"provider\":\"test\"" + computer + ",\"data\":{\"n\":\"" + sequence + "\","
                + SampleLogons.data(sequence, eventId(sequence)) + "}}";
    }

    private static String level(long sequence) {
        return LEVELS.get((int) (sequence % 3));
    }

    private static String source(long sequence) {
        return SOURCES.get((int) (sequence % 2));
    }

    private static int eventId(long sequence) {
        return EVENT_IDS.get((int) (sequence % EVENT_IDS.size()));
    }

    /** In the eighteenth second, what would be of two hosts is of a third. */
    private static String host(long sequence) {
        boolean moved =
                sequence >= 17_000 && sequence < 18_000 && List.of(2L, 3L).contains(sequence % 7);
        return "host-" + (moved ? 1 : sequence % 7);
    }

    /** Returns the logon that a line tells. */
    static Optional<SampleLogons.Logon> logon(long sequence) {
        return isEvent(sequence) && source(sequence).equals("Security")
                ? SampleLogons.logon(sequence, eventId(sequence))
                : Optional.empty();
    }

    static boolean isEvent(long sequence) {
        return !isOversized(sequence) && !isRubbish(sequence);
    }

    /** Returns the reasons of the dead letters, by sequence. */
    static Map<Long, String> deadLetters(long until) {
        Map<Long, String> reasons = new TreeMap<>();
        LongStream.range(0, until)
                .filter(sequence -> !isEvent(sequence))
                .forEach(sequence ->
                        reasons.put(sequence, isOversized(sequence) ? "oversized" : REASONS.get(kind(sequence))));
        return reasons;
    }

    /** Returns the counts of all windows, by {@code <start>/<dimension>/<key>}. */
    static Map<String, Long> counts(long until, long windowMillis) {
        Map<String, Long> counts = new TreeMap<>();
        LongStream.range(0, until).filter(SampleLines::isEvent).forEach(sequence -> {
            long time = StreamServerFixture.timeOf(sequence).toEpochMilli();
            String window = Instant.ofEpochMilli(time - time % windowMillis) + "/";
            String computer = sequence % 5 == 0 ? Dimension.ABSENT : host(sequence);
            for (String key : List.of(
                    "total/all",
                    "level/" + level(sequence),
                    "source/" + source(sequence),
                    "provider/test",
                    "eventId/" + eventId(sequence),
                    "computer/" + computer)) {
                counts.merge(window + key, 1L, Long::sum);
            }
        });
        return counts;
    }
}
