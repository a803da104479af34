package io.millrace.submitter.flink;

import static io.millrace.submitter.flink.FlinkUnderTest.newId;
import static io.millrace.submitter.flink.FlinkUnderTest.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.submitter.testcluster.LoopbackRest.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Flink answers about the cluster and its jobs. */
interface JobContract {

    FlinkUnderTest flink();

    @Test
    default void tellsItsConfigurationAndFeatures() {
        assertThat(flink().client().jobManagerConfiguration())
                .containsEntry(
                        "execution.checkpointing.savepoint-dir",
                        flink().folder().resolve("savepoints").toUri().toString());
        WebConfiguration web = flink().client().webConfiguration();
        assertThat(web.version()).isEqualTo(flink().client().overview().version());
        assertThat(web.features()).isEqualTo(new WebConfiguration.Features(true, true, false));
    }

    @Test
    default void answersForAnUnknownJobWith404ButItsStatusIs500AndItsMetricsAreEmpty() throws Exception {
        String job = "/jobs/" + newId();

        assertThat(flink().get(job).status()).isEqualTo(404);
        assertThat(flink().get(job + "/checkpoints").status()).isEqualTo(404);
        assertThat(flink().get(job + "/exceptions").status()).isEqualTo(404);
        assertThat(flink().get(job + "/status").status()).isEqualTo(500);
        assertThat(flink().get(job + "/metrics?get=numRestarts")).isEqualTo(new Answer(200, "[]"));
        assertThat(flink().rest().exchange("PATCH", job + "?mode=cancel", "").status())
                .isEqualTo(404);
    }

    @Test
    default void callsAJobRunningBeforeThereIsASlotForIt() {
        flink().submit(newId(), "run", 2, null, Map.of());
        patiently().until(() -> flink().client().overview().slotsFree() == 0);
        String id = newId();

        flink().submit(id, "run", 2, null, Map.of());

        patiently().until(() -> flink().state(id) == FlinkState.RUNNING);
        JobDetails job = patiently()
                .until(
                        () -> flink().client().job(id).orElseThrow(),
                        details -> details.state() == FlinkState.RUNNING && details.slotsAwaited() == 2);
        assertThat(job.allVerticesRunning()).isFalse();
    }

    @Test
    default void keepsTheFailuresOfAJobWithTheTaskTheyCameFrom() {
        String id = newId();
        long before = System.currentTimeMillis();

        flink().submit(id, "fail", 1, null, Map.of());

        patiently().until(() -> flink().state(id) == FlinkState.FAILED);
        JobFailure failure = flink().client().exceptions(id).get(0);
        assertThat(flink().client().exceptions(id)).containsExactly(failure);
        assertThat(failure.at()).isBetween(before, System.currentTimeMillis());
        assertThat(failure.rootCause()).isEqualTo("java.lang.IllegalStateException: number 11 is too much");
        assertThat(failure.task()).isEqualTo("Source: numbers -> nowhere: Writer (1/1) - execution #0");
        assertThat(failure.stackTrace())
                .startsWith(failure.exception())
                .contains("Caused by: " + failure.rootCause() + "\n\tat ");
        JobDetails ended = patiently()
                .until(
                        () -> flink().client().job(id).orElseThrow(),
                        details -> details.state().ended());
        assertThat(flink().client().lastFailure(ended))
                .hasValueSatisfying(last -> assertThat(last.rootCause()).isEqualTo(failure.rootCause()));
    }

    @Test
    default void rescalesNoJobOutsideTheAdaptiveScheduler() {
        String id = flink().run("run", Map.of());
        JobDetails job = flink().client().job(id).orElseThrow();

        FlinkRefusedException refused = catchThrowableOfType(
                FlinkRefusedException.class, () -> flink().client().requireParallelism(job, 2));

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused).hasMessageContaining("only expected to work with the AdaptiveScheduler");
        assertThat(refused.parallelismAtFault()).isTrue();
    }
}
