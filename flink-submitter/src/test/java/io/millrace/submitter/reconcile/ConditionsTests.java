package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Progress;
import io.millrace.submitter.store.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionsTests {

    private static final Sighting RUNNING = Sightings.of(FlinkState.RUNNING, "RUNNING");

    @Test
    void hasNothingToSayOfAJobThatRunsAsItShould() {
        assertThat(of(new Given(), RUNNING)).isEmpty();
    }

    @Test
    void tellsWhyTheClusterIsNotKnown() {
        Job job = new Given().job();

        assertThat(Conditions.of(job, Sightings.UNREACHABLE, null, Phase.STARTING))
                .containsExactly(new Condition("ClusterUnreachable", "connection refused"));
        assertThat(Conditions.of(job, ClusterStatus.NOT_OBSERVED, null, Phase.STARTING))
                .containsExactly(new Condition("NotObservedYet", "not observed yet"));
    }

    @Test
    void tellsHowManySlotsAreMissing() {
        Sighting waiting = Sightings.of(FlinkState.RUNNING, "SCHEDULED");

        assertThat(Conditions.of(new Given().job(), Sightings.cluster(1), waiting, Phase.QUEUED))
                .containsExactly(new Condition("NoSlots", "needs 2 slots, waits for 2 of them, 1 free"));
    }

    @ParameterizedTest
    @EnumSource(
            value = FlinkState.class,
            names = {"RESTARTING", "FAILING"})
    void tellsTheRootCauseOfARestart(FlinkState state) {
        Sighting known =
                Sightings.of(state, "CANCELED", Given.CHECKPOINTS, Given.failure("division by zero", "at a.b.C"));

        assertThat(of(new Given(), known)).containsExactly(new Condition("Restarting", "division by zero"));
        assertThat(of(new Given(), Sightings.of(state, "CANCELED")))
                .containsExactly(new Condition("Restarting", "no failure is reported yet"));
    }

    @Test
    void tellsThatAJobUndoesTheRetentionOfItsCheckpoints() {
        Condition lost = new Condition(
                "CheckpointsNotRetained",
                "The job's own code undoes the retention it was submitted with: a lost job has nothing to go on from.");

        assertThat(of(new Given(), retaining(new CheckpointSettings(1000, true, true))))
                .containsExactly(lost);
        assertThat(of(new Given(), retaining(new CheckpointSettings(1000, false, false))))
                .containsExactly(lost);
        assertThat(of(new Given(), retaining(CheckpointSettings.NONE))).isEmpty();
        assertThat(of(new Given(), retaining(null))).isEmpty();
    }

    @Test
    void tellsWhetherItIsStableOrWhyNot() {
        Given stable = new Given();
        stable.progress =
                new Progress(Given.START, Given.START, 0, null, 0, Given.START, 0, 0, 0, 0, 0, 0, null, null, null);
        Given unhealthy = new Given();
        unhealthy.progress = Given.unhealthy(true);

        assertThat(of(stable, RUNNING)).containsExactly(new Condition("Stable", "since 2026-01-02T03:04:05Z"));
        assertThat(of(unhealthy, RUNNING)).containsExactly(new Condition("Unhealthy", "restarts again and again"));
    }

    @Test
    void tellsWhatALaterAttemptStartedFrom() {
        Given nothing = new Given();
        nothing.number = 2;
        Given older = new Given();
        older.number = 2;
        older.restoredFrom = "file:/chk-9";
        older.mayRepeat = true;

        assertThat(of(nothing, RUNNING))
                .containsExactly(new Condition(
                        "NoCheckpointYet", "No earlier attempt left a checkpoint: this one started from nothing."));
        assertThat(of(older, RUNNING))
                .containsExactly(
                        new Condition(
                                "OutputMayRepeat",
                                "It started from an older state than there was: results may be written again, with the same ids."));
    }

    @Test
    void tellsThatANewerStateMayHaveBeenWrittenThanTheReportedOne() {
        Given reported = new Given();
        reported.number = 2;
        reported.restoredFrom = "file:/chk-9";
        reported.fromReported = true;

        assertThat(of(reported, RUNNING)).extracting(Condition::type).containsExactly("RestoredFromReported");
    }

    @Test
    void tellsWhyADeletedJobIsNotForgottenYet() {
        Given deleted = new Given().attempt(AttemptState.CANCELLED).wants(Desired.DELETED);
        deleted.note = "The savepoint file:/sp is not removed yet: disk failure";

        assertThat(of(deleted, null)).containsExactly(new Condition("LastStepFailed", deleted.note));
    }

    @Test
    void tellsWhatTheLastStepMetOrWhyTheAttemptIsBeingEnded() {
        Given met = new Given();
        met.note = "Flink answered PATCH with 503";

        assertThat(of(met, RUNNING)).containsExactly(new Condition("LastStepFailed", "Flink answered PATCH with 503"));
        assertThat(of(new Given().closing(Closing.GIVE_UP, "restarts again and again"), RUNNING))
                .containsExactly(new Condition("Closing", "GIVE_UP: restarts again and again"));
    }

    @Test
    void tellsOfAnEndedJobOnlyThatItsRevisionWasRejected() {
        Given ended = new Given().attempt(AttemptState.FAILED);
        ended.progress = Given.unhealthy(true);
        ended.note = "why";

        assertThat(Conditions.of(ended.job(), Sightings.UNREACHABLE, RUNNING, Phase.FAILED))
                .isEmpty();
        assertThat(Conditions.of(rejected(ended.job()), Sightings.UNREACHABLE, RUNNING, Phase.FAILED))
                .containsExactly(new Condition("RevisionRejected", "failed: division by zero"));
    }

    private static List<Condition> of(Given given, @Nullable Sighting sighting) {
        return Conditions.of(given.job(), Sightings.cluster(0), sighting, Phase.RUNNING);
    }

    private static Sighting retaining(@Nullable CheckpointSettings settings) {
        return Sightings.of(FlinkState.RUNNING, "RUNNING", settings, null);
    }

    private static Job rejected(Job job) {
        Revision wanted = new Revision(
                job.wanted().number(), job.wanted().spec(), null, "failed: division by zero", job.createdAt());
        return new Job(
                job.id(),
                job.name(),
                job.generation(),
                job.desired(),
                wanted,
                job.running(),
                job.fallback(),
                job.dispose(),
                job.attempt(),
                job.createdAt());
    }
}
