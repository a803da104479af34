package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.TimeSpan;
import io.millrace.stream.result.TopKeys;
import io.millrace.stream.result.WindowCount;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the job must tell of the sample lines, or of the last of them, in windows of a second, when nothing is late. */
final class SampleResults {
    static final String STREAM = "stream-1";

    private static final String NAME = "millrace-analytics";
    private static final long WINDOW_MILLIS = 1000;

    private final Map<String, Long> counts;
    private final Map<Long, String> deadLetters;
    private final List<Result> trends;

    private SampleResults(Map<String, Long> counts, Map<Long, String> deadLetters, List<Result> trends) {
        this.counts = counts;
        this.deadLetters = deadLetters;
        this.trends = trends;
    }

    /** The results of the lines below a sequence. */
    static SampleResults until(long sequence) {
        SampleTrends trends = new SampleTrends(NAME, STREAM, sequence, WINDOW_MILLIS);
        return new SampleResults(
                SampleLines.counts(sequence, WINDOW_MILLIS),
                SampleLines.deadLetters(sequence),
                Stream.of(trends.tops(), trends.ratios(), trends.baseline())
                        .flatMap(List::stream)
                        .toList());
    }

    /** Those of the results that can be told as soon as the lines below a sequence are there. */
    SampleResults before(long sequence) {
        Instant open = windowOf(sequence);
        return filter(end -> !end.isAfter(open), letter -> letter < sequence);
    }

    /** The other ones. */
    SampleResults from(long sequence) {
        Instant open = windowOf(sequence);
        return filter(end -> end.isAfter(open), letter -> letter >= sequence);
    }

    private static Instant windowOf(long sequence) {
        Instant time = StreamServerFixture.timeOf(sequence);
        return time.minusMillis(time.toEpochMilli() % WINDOW_MILLIS);
    }

    private SampleResults filter(Predicate<Instant> byEnd, LongPredicate bySequence) {
        Map<String, Long> someCounts = new TreeMap<>(counts);
        someCounts
                .keySet()
                .removeIf(key -> !byEnd.test(
                        Instant.parse(key.substring(0, key.indexOf('/'))).plusMillis(WINDOW_MILLIS)));
        Map<Long, String> someLetters = new TreeMap<>(deadLetters);
        someLetters.keySet().removeIf(letter -> !bySequence.test(letter));
        return new SampleResults(
                someCounts,
                someLetters,
                trends.stream()
                        .filter(trend -> byEnd.test(windowOf(trend).end()))
                        .toList());
    }

    private static TimeSpan windowOf(Result trend) {
        if (trend instanceof TopKeys top) {
            return top.window();
        }
        return trend instanceof LogonRatio ratio ? ratio.window() : ((BaselineAlert) trend).window();
    }

    /** Fails if there are others, if any is missing, or if any is there twice. */
    void assertAre(Collection<Result> results) {
        assertThat(results).extracting(Result::id).doesNotHaveDuplicates();
        assertThat(results.stream()
                        .filter(WindowCount.class::isInstance)
                        .map(WindowCount.class::cast)
                        .collect(Collectors.toMap(SampleResults::keyOf, WindowCount::count)))
                .isEqualTo(counts);
        assertThat(results.stream()
                        .filter(DeadLetter.class::isInstance)
                        .map(DeadLetter.class::cast)
                        .collect(Collectors.toMap(DeadLetter::sequence, DeadLetter::reason)))
                .isEqualTo(deadLetters);
        assertThat(results.stream().filter(result -> !(result instanceof WindowCount || result instanceof DeadLetter)))
                .containsExactlyInAnyOrderElementsOf(trends);
    }

    private static String keyOf(WindowCount count) {
        return count.window().start() + "/" + count.dimension() + "/" + count.key();
    }
}
