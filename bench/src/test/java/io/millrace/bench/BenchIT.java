package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the benchmarks run. What they measure here, in a moment on a busy machine, is nobody's business. */
class BenchIT {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"one-reader, 1", "hundred-readers, 100"})
    void measuresTheThreeServersAndTheirRatios(String name, int readers) throws Exception {
        List<Target> targets = smoke(name);

        assertThat(targets)
                .extracting(Target::name)
                .containsExactly("events/s of the naive producer's", "bytes/s of the bare loop's");
        assertThat(targets)
                .extracting(Target::value)
                .allSatisfy(value -> assertThat(value).isPositive().isFinite());
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" {2,}.*", "")))
                .contains(
                        "to " + readers,
                        "millrace",
                        "naive producer",
                        "bare loop",
                        "events/s of the naive producer's",
                        "bytes/s of the bare loop's");
    }

    @Test
    void measuresHowExactlyARateIsHeld() throws Exception {
        assertThat(smoke("rate"))
                .extracting(Target::name)
                .containsExactly("off by, at 1 events/s", "off by, at 1000 events/s", "off by, at 100000 events/s");
    }

    @Test
    void measuresEncodingAlone() throws Exception {
        List<Target> targets = smoke("encode");

        assertThat(targets).extracting(Target::name).containsExactly("encoded by one thread", "allocated per event");
        assertThat(targets.get(0).value()).isPositive();
    }

    @Test
    void countsTheReadersThatGetEveryEventOfASlowStream() throws Exception {
        Target complete = smoke("ten-thousand").get(1);

        assertThat(complete.name()).isEqualTo("readers that got every event");
        assertThat(complete.value()).isEqualTo(100);
        assertThat(complete.isMet()).isTrue();
    }

    @Test
    void measuresWhatAnIdleProducerCosts() throws Exception {
        assertThat(smoke("idle-cost"))
                .singleElement()
                .satisfies(target -> assertThat(target.value()).isPositive());
    }

    @Test
    void measuresTheJobBesideANaiveOne() throws Exception {
        assertThat(smoke("job"))
                .extracting(Target::name)
                .containsExactly(
                        "source, parser and tuple, of the reference's", "with all windows, of the reference's");
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("reference", "tuples", "windows");
    }

    @Test
    void measuresHowLongAfterItsWindowAResultComes() throws Exception {
        List<Target> targets = smoke("job-latency");

        assertThat(targets).extracting(Target::name).contains("p99 of count, beyond the window's end");
        assertThat(targets)
                .extracting(Target::value)
                .allSatisfy(value -> assertThat(value).isPositive());
    }

    @Test
    void measuresWhatCheckpointsCost() throws Exception {
        assertThat(smoke("job-checkpoints"))
                .singleElement()
                .satisfies(target -> assertThat(target.value()).isBetween(-1_000.0, 100.0));
    }

    @Test
    void measuresTheHeapOfAJobThatCatchesUp() throws Exception {
        assertThat(smoke("job-backlog"))
                .singleElement()
                .satisfies(target -> assertThat(target.value()).isPositive());
    }

    @Test
    void measuresTheSubmitterBesideFlinksCommandLine() throws Exception {
        assertThat(smoke("submit")).singleElement().satisfies(target -> {
            assertThat(target.name()).isEqualTo("time until the job runs, of the command line's");
            assertThat(target.value()).isPositive();
        });
        assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" .*", "")))
                .contains("repeat", "warm-up", "1", "median");
    }

    @Test
    void namesTheBenchmarksWhereItDoesNotKnowOne() {
        assertThatThrownBy(() -> smoke("two-readers"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a benchmark is one of [encode, hundred-readers, idle-cost, job, job-backlog, job-checkpoints,"
                                + " job-latency, job-nxlog, one-reader, rate, submit, ten-thousand], not two-readers");
    }

    private List<Target> smoke(String name) throws Exception {
        return Bench.run(name, Effort.SMOKE, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
