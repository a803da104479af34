package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.flink.FakeFlink;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.flink.Throughput;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObserverTests {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Managed GOOD = managed("good", null);
    private static final Managed BAD = managed("bad", null);
    private static final Managed ABSENT = managed("absent", null);

    private final TestClock clock = new TestClock(Given.START);

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeFlink flink;

    @SuppressWarnings("NullAway.Init")
    private Observer observer;

    @BeforeEach
    void start() throws IOException {
        flink = new FakeFlink()
                .with(
                        "/overview",
                        200,
                        "{\"flink-version\":\"2.3.0\",\"taskmanagers\":1,\"slots-total\":2,\"slots-available\":0,"
                                + "\"jobs-running\":2,\"jobs-finished\":0,\"jobs-cancelled\":0,\"jobs-failed\":0}")
                .with(
                        "/config",
                        200,
                        "{\"flink-version\":\"2.3.0\",\"features\":{\"web-submit\":true,\"web-cancel\":true,\"web-rescale\":false}}");
        startedAs("1");
        observer = new Observer(flink.client(), new CheckpointFolder(null), clock, GRACE);
        shows("RUNNING");
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void asksForAllJobsAtOnce() {
        observer.observe(List.of(GOOD, BAD));

        assertThat(flink.requests()).filteredOn("GET /jobs/overview"::equals).hasSize(1);
    }

    @Test
    void knowsTheOtherJobsWhenFlinkWillNotTellOfOne() {
        flink.with("/jobs/bad", 500, "{\"errors\":[\"broken\"]}");

        Sweep seen = observer.observe(List.of(BAD, GOOD));

        assertThat(seen.cluster().reachable()).isTrue();
        assertThat(seen.observed())
                .containsEntry("good", present(FlinkState.RUNNING))
                .containsEntry("bad", new Observed.Unreachable("Flink answered GET /jobs/bad with 500: broken"));
    }

    @Test
    void keepsNoFigureThatFlinkWillNotGiveAndStillSeesTheJob() {
        for (String figure : List.of("/metrics", "/checkpoints", "/checkpoints/config", "/exceptions")) {
            flink.with("/jobs/bad" + figure, 503, "{\"errors\":[\"busy\"]}");
        }

        assertThat(observed(BAD))
                .isEqualTo(new Observed.Present(
                        FlinkState.RUNNING,
                        true,
                        false,
                        1,
                        Given.START,
                        7,
                        SavepointProgress.UNKNOWN,
                        SavepointProgress.UNKNOWN,
                        new Figures(
                                null, new Throughput(0, 0, null), null, null, null, null, List.of(), clock.instant())));
    }

    @Test
    void knowsNothingOfAnyJobWhenTheClusterGivesNoAnswerAndKeepsWhatItSawLast() {
        Sweep before = observer.observe(List.of(GOOD));
        flink.with("/overview", 503, "{\"errors\":[\"starting\"]}");

        Sweep seen = observer.observe(List.of(GOOD));

        String reason = "Flink answered GET /overview with 503: starting";
        assertThat(seen.observed().get("good")).isEqualTo(new Observed.Unreachable(reason));
        assertThat(seen.cluster().reachable()).isFalse();
        assertThat(seen.cluster().reason()).isEqualTo(reason);
        assertThat(seen.sightings()).isEqualTo(before.sightings()).containsKey("good");
        assertThat(seen.running()).isEmpty();
    }

    @Test
    void namesTheJobsThatRunAndAreNotLookedFor() {
        assertThat(observer.observe(List.of(GOOD)).running()).containsExactly("bad");
        shows("FAILED");
        assertThat(observer.observe(List.of(GOOD)).running()).isEmpty();
    }

    @Test
    void takesAJobAsGoneAfterThreeLooksAndTheTimeOfGraceWhenItIsNotFoundByItsId() {
        assertThat(observed(ABSENT)).isEqualTo(new Observed.Absent(false, false));
        clock.forward(GRACE);
        assertThat(observed(ABSENT)).isEqualTo(new Observed.Absent(false, false));
        flink.with("/jobs/absent", 200, details("absent", "RUNNING"));
        assertThat(observed(ABSENT)).isEqualTo(new Observed.Absent(false, false));
        flink.with("/jobs/absent", 404, "{\"errors\":[\"not found\"]}");
        assertThat(observed(ABSENT)).isEqualTo(new Observed.Absent(true, false));
    }

    @Test
    void countsNoAbsenceWhileTheClusterGivesNoAnswer() {
        flink.with("/jobs/overview", 503, "{\"errors\":[\"starting\"]}");
        for (int look = 0; look < 3; look++) {
            observed(ABSENT);
        }
        clock.forward(GRACE);
        shows("RUNNING");

        assertThat(observed(ABSENT)).isEqualTo(new Observed.Absent(false, false));
    }

    @Test
    void countsAbsencesAnewForAnotherStartOfTheCluster() {
        lackedLongEnough();

        startedAs("2");

        assertThat(observed(ABSENT)).isEqualTo(new Observed.Absent(false, false));
    }

    @Test
    void countsAbsencesAnewWhenTheJobIsPosted() {
        lackedLongEnough();

        observer.forgetAbsences(ABSENT.job().attempt());

        assertThat(observed(ABSENT)).isEqualTo(new Observed.Absent(false, false));
    }

    @Test
    void insistsForAFewLooksOnWhatAnEndedJobLeft() {
        shows("FAILED");
        flink.with("/jobs/bad/exceptions", 503, "{\"errors\":[\"busy\"]}");

        for (int look = 1; look < 5; look++) {
            assertThat(observed(BAD)).isInstanceOf(Observed.Unreachable.class);
        }
        assertThat(observed(BAD)).isEqualTo(present(FlinkState.FAILED));
    }

    @Test
    void waitsUntilFlinkTellsOfAnEndFromNoOldCopy() {
        Observed untold = new Observed.Unreachable("Flink does not yet tell how it ended.");
        shows("FINISHED");
        assertThat(observed(GOOD)).isEqualTo(untold);
        clock.forward(Duration.ofSeconds(3));
        assertThat(observed(GOOD)).isEqualTo(present(FlinkState.FINISHED, Given.START.plusSeconds(3)));

        shows("FAILED");
        flink.with("/jobs/bad", 200, details("bad", "RUNNING"));
        assertThat(observed(BAD)).isEqualTo(untold);
        flink.with("/jobs/bad", 200, details("bad", "FAILED"));
        assertThat(observed(BAD)).isEqualTo(present(FlinkState.FAILED, Given.START.plusSeconds(3)));
    }

    @Test
    void asksAfterASavepointOnlyWhileItIsPending() {
        flink.with("/jobs/good/savepoints/trigger", 200, "{\"status\":{\"id\":\"IN_PROGRESS\"}}");
        Snapshot asked = Given.snapshot(Snapshot.Kind.STOP, Snapshot.State.ASKED, null);
        Snapshot done = Given.snapshot(Snapshot.Kind.STOP, Snapshot.State.COMPLETED, null);

        assertThat(observed(managed("good", asked)))
                .isInstanceOfSatisfying(
                        Observed.Present.class,
                        seen -> assertThat(seen.stop().step()).isEqualTo(SavepointProgress.Step.IN_PROGRESS));
        int before = flink.requests().size();
        observed(managed("good", done));
        assertThat(flink.requests().subList(before, flink.requests().size()))
                .noneMatch(request -> request.contains("/savepoints/"));
    }

    @Test
    void readsTheFiguresOfARunningJobAnewOnlyAfterAWhile() {
        observed(GOOD);
        clock.forward(Duration.ofSeconds(4));
        observed(GOOD);
        assertThat(flink.requests())
                .filteredOn("GET /jobs/good/checkpoints"::equals)
                .hasSize(1);
        clock.forward(Duration.ofSeconds(1));
        observed(GOOD);
        assertThat(flink.requests())
                .filteredOn("GET /jobs/good/checkpoints"::equals)
                .hasSize(2);
    }

    @Test
    void knowsSinceWhenItLooksAtAJobWithoutAGap() {
        observed(GOOD);
        clock.forward(Duration.ofSeconds(60));
        assertThat(since(observed(GOOD))).isEqualTo(Given.START);
        clock.forward(Duration.ofSeconds(61));
        assertThat(since(observed(GOOD))).isEqualTo(Given.START.plusSeconds(121));
    }

    private static Instant since(Observed seen) {
        return ((Observed.Present) seen).since();
    }

    @Test
    void knowsTheOtherJobsWhateverFlinkSaysOfOne() {
        flink.with("/jobs/bad", 200, "{\"vertices\":7}");

        Sweep seen = observer.observe(List.of(BAD, GOOD));

        assertThat(seen.observed()).containsEntry("good", present(FlinkState.RUNNING));
        assertThat(seen.observed().get("bad")).isInstanceOf(Observed.Unreachable.class);
    }

    @Test
    void tellsByItsOwnClockWhenASavepointWasBegun() {
        long ahead = 60_000;
        flink.with("/jobs/good", 200, details("good", "RUNNING", clock.millis() + ahead));
        flink.with("/jobs/good/checkpoints", 200, """
                {"counts":{"completed":1,"failed":0,"in_progress":0,"restored":0},"history":[],
                 "latest":{"savepoint":{"id":7,"trigger_timestamp":%d,"latest_ack_timestamp":%d,
                                        "external_path":"file:/sp-7"}}}
                """.formatted(clock.millis() + ahead - 10, clock.millis() + ahead));

        assertThat(observed(GOOD)).isInstanceOfSatisfying(Observed.Present.class, seen -> {
            assertThat(seen.figures().savepointSince(clock.instant().minusMillis(10)))
                    .isEqualTo("file:/sp-7");
            assertThat(seen.figures().savepointSince(clock.instant().minusMillis(9)))
                    .isNull();
        });
    }

    private void lackedLongEnough() {
        observed(ABSENT);
        clock.forward(GRACE);
        observed(ABSENT);
        assertThat(observed(ABSENT)).isEqualTo(new Observed.Absent(true, false));
    }

    private Observed observed(Managed managed) {
        String id = managed.job().attempt().flinkJobId();
        return Objects.requireNonNull(
                observer.observe(List.of(managed)).observed().get(id));
    }

    private void startedAs(String incarnation) {
        flink.with(
                "/jobmanager/config",
                200,
                "[{\"key\":\"web.tmpdir\",\"value\":\"/tmp/flink-web-%s\"}]".formatted(incarnation));
    }

    private void shows(String state) {
        flink.with(
                "/jobs/overview",
                200,
                "{\"jobs\":[{\"jid\":\"bad\",\"state\":\"%s\"},{\"jid\":\"good\",\"state\":\"%s\"}]}"
                        .formatted(state, state));
        for (String id : List.of("good", "bad")) {
            flink.with("/jobs/" + id, 200, details(id, state));
            flink.with("/jobs/" + id + "/metrics", 200, "[]");
            flink.with("/jobs/" + id + "/vertices/v/subtasks/metrics", 200, "[]");
        }
    }

    private static String details(String id, String state) {
        return details(id, state, 0);
    }

    private static String details(String id, String state, long now) {
        return ("{\"jid\":\"%s\",\"state\":\"%s\",\"now\":%d,\"start-time\":0,\"duration\":1,\"timestamps\":{\"RESTARTING\":7},"
                        + "\"vertices\":[{\"id\":\"v\",\"parallelism\":1,\"tasks\":{\"RUNNING\":1}}]}")
                .formatted(id, state, now);
    }

    private Observed present(FlinkState state) {
        return present(state, Given.START);
    }

    private Observed present(FlinkState state, Instant since) {
        return new Observed.Present(
                state,
                state == FlinkState.RUNNING,
                false,
                1,
                since,
                7,
                SavepointProgress.UNKNOWN,
                SavepointProgress.UNKNOWN,
                new Figures(
                        0L,
                        new Throughput(0, 0, null),
                        CheckpointSettings.NONE,
                        null,
                        null,
                        null,
                        List.of(),
                        clock.instant()));
    }

    private static Managed managed(String id, @Nullable Snapshot stop) {
        Given given = new Given();
        given.flinkId = id;
        return new Managed(given.job(), null, stop, null);
    }
}
