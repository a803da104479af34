package io.millrace.bench.job;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.report.Delays;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * How long after the ends of their windows the results of one kind came.
 *
 * @param kind what they are, one word
 * @param count how many came
 * @param p50 the median in milliseconds
 * @param p99 what 99 of a hundred do not exceed, in milliseconds
 * @param longest the longest in milliseconds
 */
record ResultDelays(String kind, long count, double p50, double p99, double longest) {
    /** What a job is asked to count from now on. */
    static final String RECORD = "record";

    /** What a job is asked for all kinds. */
    static final String QUESTION = "delays";

    private static final String BETWEEN = ";";

    /** Of all sinks in this JVM: Flink makes them from their bytes, so that they can be given nothing to share. */
    private static final Map<String, Delays> BY_KIND = new ConcurrentSkipListMap<>();

    /** The delays of a kind in this JVM. */
    static Delays of(String kind) {
        return BY_KIND.computeIfAbsent(kind, unseen -> new Delays());
    }

    /** A child's answer to {@link #RECORD}. */
    static String record() {
        BY_KIND.values().forEach(delays -> delays.record(true));
        return RECORD;
    }

    /** A child's answer to {@link #QUESTION}. */
    static String answer() {
        return BY_KIND.entrySet().stream()
                .map(entry -> text(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(BETWEEN));
    }

    private static String text(String kind, Delays delays) {
        return String.format(
                Locale.ROOT,
                "%s %d %f %f %f",
                kind,
                delays.count(),
                delays.percentile(50),
                delays.percentile(99),
                delays.longest());
    }

    /** What a job tells of each kind that it has, by name. */
    static List<ResultDelays> tell(ChildJvm job) {
        String answer = job.ask(QUESTION);
        return answer.isEmpty()
                ? List.of()
                : Arrays.stream(answer.split(BETWEEN, -1))
                        .map(ResultDelays::parse)
                        .toList();
    }

    private static ResultDelays parse(String text) {
        String[] parts = text.split(" ", -1);
        return new ResultDelays(
                parts[0],
                Long.parseLong(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]));
    }
}
