package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FakeFlink;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObserverTests {

    private static final Attempt GOOD = attempt("good");
    private static final Attempt BAD = attempt("bad");
    private static final Observed RUNNING =
            new Observed.Present(FlinkState.RUNNING, SavepointProgress.UNKNOWN, null, null);

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
                                + "\"jobs-running\":2,\"jobs-finished\":0,\"jobs-cancelled\":0,\"jobs-failed\":0}");
        observer = new Observer(flink.client(), new CheckpointFolder(null), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        shows("RUNNING");
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void knowsTheOtherJobsWhenFlinkWillNotTellOfOne() {
        flink.with("/jobs/bad", 500, "{\"errors\":[\"broken\"]}");

        Sweep seen = observer.observe(List.of(BAD, GOOD), Set.of());

        assertThat(seen.cluster().reachable()).isTrue();
        assertThat(seen.observed())
                .containsEntry("good", RUNNING)
                .containsEntry("bad", new Observed.Unreachable("Flink answered GET /jobs/bad with 500: broken"));
    }

    @Test
    void keepsNoFigureThatFlinkWillNotGiveAndStillSeesTheJob() {
        for (String figure : List.of("/metrics", "/checkpoints", "/exceptions", "/vertices/v/subtasks/metrics")) {
            flink.with("/jobs/bad" + figure, 503, "{\"errors\":[\"busy\"]}");
        }

        Sweep seen = observer.observe(List.of(BAD), Set.of());

        assertThat(seen.observed()).containsEntry("bad", RUNNING);
        assertThat(seen.sightings().get("bad"))
                .extracting(Sighting::figures)
                .isEqualTo(new Figures(null, null, null, null, null, Instant.EPOCH));
    }

    @Test
    void insistsForAFewLooksOnWhatAnEndedJobLeft() {
        shows("FINISHED");
        flink.with("/jobs/bad/checkpoints", 503, "{\"errors\":[\"busy\"]}");

        for (int look = 1; look < 5; look++) {
            assertThat(observer.observe(List.of(BAD), Set.of()).observed().get("bad"))
                    .isInstanceOf(Observed.Unreachable.class);
        }
        assertThat(observer.observe(List.of(BAD), Set.of()).observed().get("bad"))
                .isEqualTo(new Observed.Present(FlinkState.FINISHED, SavepointProgress.UNKNOWN, null, null));
    }

    @Test
    void takesAPostedJobAsGoneOnlyAfterThreeLooksThatFollowThePost() {
        Attempt absent = attempt("absent");
        for (int look = 1; look < 3; look++) {
            assertThat(observed(absent)).isEqualTo(new Observed.Absent(false, false));
        }
        assertThat(observed(absent)).isEqualTo(new Observed.Absent(true, false));

        observer.forgetAbsences(absent);

        assertThat(observed(absent)).isEqualTo(new Observed.Absent(false, false));
    }

    private Observed observed(Attempt attempt) {
        return Objects.requireNonNull(
                observer.observe(List.of(attempt), Set.of()).observed().get(attempt.flinkJobId()));
    }

    private void shows(String state) {
        flink.with(
                "/jobs/overview",
                200,
                "{\"jobs\":[{\"jid\":\"bad\",\"state\":\"%s\"},{\"jid\":\"good\",\"state\":\"%s\"}]}"
                        .formatted(state, state));
        for (String id : List.of("good", "bad")) {
            flink.with(
                    "/jobs/" + id,
                    200,
                    ("{\"jid\":\"%s\",\"state\":\"%s\",\"start-time\":0,\"duration\":1,\"vertices\":"
                                    + "[{\"id\":\"v\",\"parallelism\":1,\"tasks\":{\"RUNNING\":1}}]}")
                            .formatted(id, state));
            flink.with("/jobs/" + id + "/metrics", 200, "[]");
            flink.with("/jobs/" + id + "/vertices/v/subtasks/metrics", 200, "[]");
        }
    }

    private static Attempt attempt(String id) {
        return new Attempt("job", 1, id, AttemptState.OBSERVED, null, null, null, null, null, Instant.EPOCH);
    }
}
