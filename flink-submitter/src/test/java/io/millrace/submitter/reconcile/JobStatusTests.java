package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobStatusTests {

    private static final Sighting RUNNING = Sightings.of(FlinkState.RUNNING, "RUNNING");
    private static final Sighting WAITING = Sightings.of(FlinkState.RUNNING, "SCHEDULED");

    @ParameterizedTest
    @CsvSource({"NEW, PENDING", "POSTING, SUBMITTING", "POSTED, STARTING", "OBSERVED, STARTING"})
    void tellsHowFarAJobIsThatWasNotSeenYet(AttemptState state, Phase phase) {
        assertThat(phase(new Given().attempt(state), null)).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({"STOPPED, STOPPED", "CANCELLED, CANCELLED", "FINISHED, FINISHED", "FAILED, FAILED"})
    void tellsHowAJobEndedWhateverIsWanted(AttemptState state, Phase phase) {
        assertThat(phase(new Given().attempt(state), null)).isEqualTo(phase);
        assertThat(phase(new Given().attempt(state).wants(Desired.SUSPENDED), null))
                .isEqualTo(phase);
        assertThat(phase(new Given().attempt(state).wants(Desired.DELETED), null))
                .isEqualTo(Phase.DELETING);
    }

    @ParameterizedTest
    @CsvSource({"SUSPENDED, STOPPING", "CANCELLED, CANCELLING", "DELETED, DELETING"})
    void tellsWhereARunningJobIsGoing(Desired desired, Phase phase) {
        assertThat(phase(new Given().wants(desired), RUNNING)).isEqualTo(phase);
    }

    @Test
    void isReplacingWhatIsNotWhatIsWantedOrIsBeingEnded() {
        assertThat(phase(new Given().upgraded(), RUNNING)).isEqualTo(Phase.REPLACING);
        assertThat(phase(new Given().closing(Closing.ROLL_BACK, "why"), RUNNING))
                .isEqualTo(Phase.REPLACING);
    }

    @Test
    void runsOnceAllVerticesDo() {
        assertThat(phase(new Given(), RUNNING)).isEqualTo(Phase.RUNNING);
        assertThat(phase(new Given(), Sightings.of(FlinkState.RUNNING, "DEPLOYING")))
                .isEqualTo(Phase.STARTING);
        assertThat(phase(new Given(), Sightings.of(FlinkState.RESTARTING, "RUNNING")))
                .isEqualTo(Phase.STARTING);
    }

    @Test
    void queuesOnlyWhereItWaitsLongerThanADeploymentForSlotsThatAreNotThere() {
        Duration deployment = Duration.ofSeconds(3);

        assertThat(phase(WAITING, Sightings.cluster(0), deployment)).isEqualTo(Phase.QUEUED);
        assertThat(phase(WAITING, Sightings.cluster(1), deployment)).isEqualTo(Phase.QUEUED);
        assertThat(phase(WAITING, Sightings.cluster(2), deployment)).isEqualTo(Phase.STARTING);
        assertThat(phase(WAITING, Sightings.cluster(0), deployment.minusMillis(1)))
                .isEqualTo(Phase.STARTING);
        assertThat(phase(WAITING, Sightings.UNREACHABLE, deployment)).isEqualTo(Phase.STARTING);
    }

    @Test
    void queuesAJobThatFlinkRestartsForWantOfSlotsHoweverManyAreFree() {
        Sighting waiting = new Sighting(
                Sightings.of(FlinkState.RESTARTING, "CANCELED").details(),
                Given.figures(null, null, Given.NO_SLOTS),
                START,
                START,
                START);

        JobStatus status = JobStatus.of(new Given().job(), Sightings.cluster(2), waiting, START.plusSeconds(3));

        assertThat(status.phase()).isEqualTo(Phase.QUEUED);
        assertThat(status.conditions())
                .containsExactly(new Condition("NoSlots", "needs 2 slots, waits for 2 of them, 2 free"));
    }

    @Test
    void queuesAnAttemptThatIsNotPostedForWantOfSlots() {
        Given queued = new Given().attempt(AttemptState.NEW);
        queued.slotsAwaited = 2;

        JobStatus status = JobStatus.of(queued.job(), Sightings.cluster(1), null, START);

        assertThat(status)
                .isEqualTo(new JobStatus(
                        Phase.QUEUED,
                        List.of(new Condition("NoSlots", "needs 2 slots, waits for 2 of them, 1 free")),
                        null));
        assertThat(JobStatus.of(queued.job(), Sightings.cluster(2), null, START).phase())
                .isEqualTo(Phase.PENDING);
    }

    @Test
    void keepsItsPhaseWhileTheClusterGivesNoAnswer() {
        JobStatus status = JobStatus.of(new Given().job(), Sightings.UNREACHABLE, RUNNING, START);

        assertThat(status)
                .isEqualTo(new JobStatus(
                        Phase.RUNNING, List.of(new Condition("ClusterUnreachable", "connection refused")), RUNNING));
    }

    private static Phase phase(Given given, @Nullable Sighting sighting) {
        return JobStatus.of(given.job(), Sightings.cluster(0), sighting, START).phase();
    }

    private static Phase phase(Sighting sighting, ClusterStatus cluster, Duration later) {
        return JobStatus.of(new Given().job(), cluster, sighting, START.plus(later))
                .phase();
    }
}
