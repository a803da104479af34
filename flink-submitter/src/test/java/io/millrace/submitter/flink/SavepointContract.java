package io.millrace.submitter.flink;

import static io.millrace.submitter.flink.FlinkUnderTest.newId;
import static io.millrace.submitter.flink.FlinkUnderTest.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.SavepointProgress.Step;
import io.millrace.submitter.testcluster.LoopbackRest.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Flink does when asked for savepoints, stops and removals. */
interface SavepointContract {

    FlinkUnderTest flink();

    private String uri(String folder) {
        return flink().folder().resolve(folder).toUri().toString();
    }

    private String location(String job, String trigger) {
        SavepointProgress progress = flink().awaitEnd(job, trigger);
        assertThat(progress.step()).as("%s", progress).isEqualTo(Step.DONE);
        return String.valueOf(progress.savepoint());
    }

    /** Asks with a body of its own. */
    private String ask(String path, String job, String folder) throws Exception {
        String trigger = newId();
        Answer answer = flink().post("/jobs/" + job + path, """
                {"triggerId": "%s", %s}
                """.formatted(trigger, folder));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return trigger;
    }

    @Test
    default void takesTheFolderOfASavepointUnderTargetDashDirectoryOnly() throws Exception {
        String job = flink().run("run", Map.of());
        String trigger = newId();

        flink().client().savepoint(job, trigger, uri("chosen"));
        String other = ask("/savepoints", job, "\"targetDirectory\": \"" + uri("chosen") + "\"");

        assertThat(URI.create(location(job, trigger)).getPath())
                .startsWith(flink().folder().resolve("chosen").toString());
        assertThat(URI.create(location(job, other)).getPath())
                .startsWith(flink().folder().resolve("savepoints").toString());
        assertThat(flink().state(job)).isEqualTo(FlinkState.RUNNING);
    }

    @Test
    default void takesTheFolderOfAStopUnderTargetDirectoryOnly() throws Exception {
        String first = flink().run("run", Map.of());
        String second = flink().run("run", Map.of());
        String trigger = newId();

        flink().client().stop(first, trigger, uri("chosen"));
        String other = ask("/stop", second, "\"target-directory\": \"" + uri("chosen") + "\"");

        assertThat(URI.create(location(first, trigger)).getPath())
                .startsWith(flink().folder().resolve("chosen").toString());
        assertThat(URI.create(location(second, other)).getPath())
                .startsWith(flink().folder().resolve("savepoints").toString());
        patiently().until(() -> flink().state(first) == FlinkState.FINISHED);
    }

    @Test
    default void takesNoSecondSavepointForATriggerIdItKnows() {
        String job = flink().run("run", Map.of());
        String trigger = newId();

        flink().client().savepoint(job, trigger, null);
        flink().client().savepoint(job, trigger, null);
        String location = location(job, trigger);
        flink().client().savepoint(job, trigger, uri("chosen"));

        assertThat(location(job, trigger)).isEqualTo(location);
        assertThat(savepoints(job)).isEqualTo(1);
    }

    private long savepoints(String job) {
        return flink().client().checkpoints(job).orElseThrow().history().stream()
                .filter(CheckpointReport.Entry::savepoint)
                .count();
    }

    @Test
    default void answersARepeatedStopAsTheFirstOneEvenWhenTheJobHasFinished() {
        String job = flink().run("run", Map.of());
        String trigger = newId();

        flink().client().stop(job, trigger, null);
        flink().client().stop(job, trigger, null);
        String location = location(job, trigger);
        patiently().until(() -> flink().state(job) == FlinkState.FINISHED);
        flink().client().stop(job, trigger, null);

        assertThat(location(job, trigger)).isEqualTo(location);
    }

    @Test
    default void acceptsAStopOfAnUnknownJobAndCallsItsFailureCompleted() throws Exception {
        String job = newId();

        String trigger = ask("/stop", job, "\"drain\": false");

        SavepointProgress failed = flink().awaitEnd(job, trigger);
        assertThat(failed.step()).isEqualTo(Step.FAILED);
        assertThat(failed.savepoint()).isNull();
        assertThat(failed.failure()).contains("FlinkJobNotFoundException", job);
        Answer answer = flink().get("/jobs/" + job + "/savepoints/" + trigger);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/status/id").asString()).isEqualTo("COMPLETED");
        assertThat(answer.json().at("/operation/failure-cause/stack-trace").asString())
                .contains("FlinkJobNotFoundException");
    }

    @Test
    default void knowsNothingOfATriggerThatWasNeverAsked() {
        assertThat(flink().client().savepointProgress(newId(), newId())).isEqualTo(SavepointProgress.UNKNOWN);
        assertThat(flink().client().disposal(newId())).isEqualTo(DisposalProgress.UNKNOWN);
    }

    @Test
    default void tellsTheSavepointOfAStopThatFailedAfterItAndFailsTheJob() {
        String job = flink().run("fail-on-stop", Map.of());
        String trigger = newId();

        flink().client().stop(job, trigger, null);

        SavepointProgress failed = flink().awaitEnd(job, trigger);
        assertThat(failed.step()).isEqualTo(Step.FAILED);
        assertThat(Path.of(URI.create(String.valueOf(failed.savepoint())))).isDirectoryContaining("glob:**/_metadata");
        assertThat(failed.failure()).contains("A savepoint has been created at: " + failed.savepoint());
        patiently().until(() -> flink().state(job) == FlinkState.FAILED);
    }

    @Test
    default void removesASavepointOnce() {
        String job = flink().run("run", Map.of());
        String trigger = newId();
        flink().client().savepoint(job, trigger, null);
        String location = location(job, trigger);

        assertThat(disposed(location)).isEqualTo(new DisposalProgress(Step.DONE, null));
        assertThat(Path.of(URI.create(location))).doesNotExist();
        DisposalProgress again = disposed(location);
        assertThat(again.step()).isEqualTo(Step.FAILED);
        assertThat(again.failure()).contains("Cannot find checkpoint or savepoint file/directory");
    }

    private DisposalProgress disposed(String location) {
        String trigger = flink().client().dispose(location);
        return patiently()
                .until(() -> flink().client().disposal(trigger), progress -> progress.step() != Step.IN_PROGRESS);
    }
}
