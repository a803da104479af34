package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.CheckpointReport.Completed;
import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.JobFailure;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With the default policies: stable after a minute, unhealthy after three restarts or ten minutes without a checkpoint. */
class AssessmentTests {

    private static final JobSpec SPEC = new Given().spec(1);

    @Test
    void knowsNothingOfAJobWhoseVerticesDoNotAllRun() {
        assertThat(look(Progress.NONE, 0, false, 0, 0, 0)).isEqualTo(Progress.NONE);
    }

    @Test
    void notesWhenAllVerticesRanFirstAndSinceWhenTheyDo() {
        Progress first = look(Progress.NONE, 5, true, 0, 0, 0);
        Progress down = look(first, 10, false, 0, 0, 0);
        Progress again = look(down, 15, true, 0, 0, 0);

        assertThat(first).isEqualTo(new Progress(at(5), at(5), 0, null, 1, null, 0, 0, 0, 0, 0, 0, null, null, null));
        assertThat(down).isEqualTo(new Progress(at(5), null, 0, null, 1, null, 0, 0, 0, 0, 0, 0, null, null, null));
        assertThat(again).isEqualTo(new Progress(at(5), at(15), 0, null, 1, null, 0, 0, 0, 0, 0, 0, null, null, null));
    }

    @Test
    void isStableAfterAMinuteWithACheckpointCompletedInIt() {
        Progress running = look(Progress.NONE, 0, true, 0, 0, 7);
        Progress checkpointed = look(running, 59, true, 0, 0, 8);

        assertThat(checkpointed.stableAt()).isNull();
        assertThat(look(checkpointed, 60, true, 0, 0, 8))
                .isEqualTo(new Progress(at(0), at(0), 7, null, 1, at(60), 0, 0, 0, 0, 0, 8, at(59), null, null));
    }

    @Test
    void isNotStableWithoutACheckpointThatFollowsTheLastRestart() {
        Progress running = look(Progress.NONE, 0, true, 0, 0, 7);
        Progress before = look(running, 30, true, 0, 0, 8);
        Progress restarted = look(before, 31, true, 31_000, 1, 8);

        assertThat(look(running, 300, true, 0, 0, 7).stableAt()).isNull();
        assertThat(look(restarted, 91, true, 31_000, 1, 8).stableAt()).isNull();
        assertThat(look(restarted, 90, true, 31_000, 1, 9).stableAt()).isNull();
        assertThat(look(restarted, 91, true, 31_000, 1, 9).stableAt()).isEqualTo(at(91));
    }

    @Test
    void noticesARestartByItsTimeBeforeFlinkCountsIt() {
        Progress running = look(Progress.NONE, 0, true, 0, 0, 1);

        assertThat(look(running, 60, true, 59_000, 0, 2))
                .isEqualTo(new Progress(at(0), at(60), 2, null, 1, null, 59_000, 0, 0, 0, 0, 2, at(60), null, null));
    }

    @Test
    void needsNoCheckpointOfAJobThatTakesNone() {
        Progress running = look(Progress.NONE, present(true, 0, 0L, CheckpointSettings.NONE, null), 0);

        Progress later = look(running, present(true, 0, 0L, CheckpointSettings.NONE, null), 3600);

        assertThat(later)
                .isEqualTo(new Progress(at(0), at(0), 0, null, 1, at(3600), 0, 0, 0, 0, 0, 0, null, null, null));
    }

    @Test
    void staysStableSinceItWasFirstFoundSo() {
        Progress stable = look(look(Progress.NONE, 0, true, 0, 0, 0), 60, true, 0, 0, 1);

        assertThat(look(stable, 120, true, 0, 0, 2).stableAt()).isEqualTo(at(60));
        assertThat(look(stable, 120, false, 110_000, 1, 2).stableAt()).isEqualTo(at(60));
    }

    @Test
    void isUnhealthyAfterRestartsInARowAndHealthyOnceItIsStableAgain() {
        Progress running = look(Progress.NONE, 0, true, 0, 0, 0);
        Progress twice = look(running, 10, false, 9_000, 2, 0);
        Progress thrice = look(twice, 20, true, 19_000, 3, 0);
        Progress still = look(thrice, 79, true, 19_000, 3, 1);
        Progress stable = look(still, 80, true, 19_000, 3, 1);

        assertThat(twice.unhealthy()).isNull();
        assertThat(thrice.unhealthy()).isEqualTo("restarted 3 times by Flink since it was stable last");
        assertThat(thrice.unhealthySince()).isEqualTo(at(20));
        assertThat(still.unhealthySince()).isEqualTo(at(20));
        assertThat(stable)
                .isEqualTo(new Progress(
                        at(0), at(20), 0, null, 1, at(80), 19_000, 3, 3, 0, 19_003, 1, at(79), null, null));
        assertThat(look(stable, 90, true, 89_000, 5, 1).unhealthy()).isNull();
        assertThat(look(stable, 90, true, 89_000, 6, 1).unhealthy())
                .isEqualTo("restarted 3 times by Flink since it was stable last");
    }

    @Test
    void isUnhealthyWhileNoCheckpointCompletes() {
        Progress running = look(Progress.NONE, 0, true, 0, 0, 0);
        Progress checkpointed = look(running, 100, true, 0, 0, 1);

        assertThat(look(running, 599, true, 0, 0, 0).unhealthy()).isNull();
        assertThat(look(running, 600, true, 0, 0, 0).unhealthy()).isEqualTo("no checkpoint completed for PT10M");
        assertThat(look(checkpointed, 699, true, 0, 0, 1).unhealthy()).isNull();
        Progress stalled = look(checkpointed, 700, true, 0, 0, 1);
        assertThat(stalled.unhealthySince()).isEqualTo(at(700));
        Progress healthy = look(stalled, 710, true, 0, 0, 2);
        assertThat(healthy.unhealthy()).isNull();
        assertThat(healthy.unhealthySince()).isNull();
    }

    @Test
    void countsNoStallWhileTheJobDoesNotRun() {
        Progress checkpointed = look(look(Progress.NONE, 0, true, 0, 0, 0), 10, true, 0, 0, 1);
        Progress waiting = look(checkpointed, 1000, false, 20_000, 1, 1);
        Progress back = look(waiting, 1005, true, 20_000, 1, 1);

        assertThat(waiting.unhealthy()).isNull();
        assertThat(back.unhealthy()).isNull();
        assertThat(look(back, 1604, true, 20_000, 1, 1).unhealthy()).isNull();
        assertThat(look(back, 1605, true, 20_000, 1, 1).unhealthy()).isEqualTo("no checkpoint completed for PT10M");
    }

    @Test
    void isUnhealthyWhenItDoesNotComeToRunThoughItWaitsForNoSlot() {
        Observed.Present idle = new Observed.Present(
                FlinkState.INITIALIZING,
                false,
                false,
                0,
                START,
                0,
                SavepointProgress.UNKNOWN,
                SavepointProgress.UNKNOWN,
                Given.figures(null, null, null));
        Progress first = look(Progress.NONE, idle, 0);

        assertThat(look(first, idle, 599).unhealthy()).isNull();
        Progress stuck = look(first, idle, 600);
        assertThat(stuck.unhealthy()).isEqualTo("not running for PT10M, although it waits for no slot");
        assertThat(look(stuck, 610, true, 0, 0, 1).unhealthy()).isNull();
        assertThat(look(look(first, 300, false, 0, 0, 0), idle, 800).unhealthy())
                .isNull();
    }

    @Test
    void forgivesRestartsForWantOfSlotsAndNoOthers() {
        Progress once = look(Progress.NONE, starving(0, List.of(1L), 1), 0);
        Progress starved = look(once, starving(40, List.of(1L), 50), 60);
        Progress twice = look(starved, starving(47, List.of(60L, 1L), 70), 70);
        Progress thrice = look(twice, starving(47, List.of(80L, 60L, 1L), 90), 80);

        assertThat(starved.unhealthy()).isNull();
        assertThat(twice.unhealthy()).isNull();
        assertThat(look(thrice, starving(55, List.of(80L), 100), 90).unhealthy())
                .as("what fails again and again is at fault, though there are no slots for it in between")
                .isEqualTo("restarted 3 times by Flink since it was stable last");
    }

    /** One for which there are no slots. */
    private static Observed.Present starving(long restarts, List<Long> faults, long failedAt) {
        JobFailure newest = new JobFailure(failedAt, "a.B", "too few slots", Given.NO_SLOTS.stackTrace(), null);
        return new Observed.Present(
                FlinkState.RESTARTING,
                false,
                true,
                1,
                START,
                0,
                SavepointProgress.UNKNOWN,
                SavepointProgress.UNKNOWN,
                new Figures(restarts, null, Given.CHECKPOINTS, null, null, newest, faults, START));
    }

    @Test
    void countsRestartsAnewWhenAnotherJobManagerTookTheJobOver() {
        Progress stable = look(look(Progress.NONE, 0, true, 0, 5, 0), 60, true, 0, 5, 1);

        Progress takenOver = look(stable, 70, true, 69_000, 0, 1);
        assertThat(takenOver.forgivenRestarts()).isZero();
        assertThat(look(takenOver, 80, true, 79_000, 3, 1).unhealthy())
                .isEqualTo("restarted 3 times by Flink since it was stable last");
    }

    @Test
    void provesItselfAnewAsAnotherRevision() {
        Progress stable = look(look(Progress.NONE, 0, true, 0, 2, 0), 60, true, 0, 2, 1);

        Progress revised = stable.revised();

        assertThat(revised.ran()).isTrue();
        Progress wider = look(revised, 61, true, 61_000, 2, 1);
        assertThat(wider.stableAt()).isNull();
        assertThat(look(wider, 121, true, 61_000, 2, 2).stableAt()).isEqualTo(at(121));
    }

    @Test
    void keepsTheFiguresThatFlinkDoesNotGiveNow() {
        Progress known = look(look(Progress.NONE, 0, true, 0, 1, 7), 5, true, 0, 1, 8);

        assertThat(look(known, present(true, 0, null, Given.CHECKPOINTS, null), 10))
                .isEqualTo(known);
    }

    @Test
    void findsNoJobStableOfWhichItIsNotKnownWhetherItTakesCheckpoints() {
        Observed.Present unknown = present(true, 0, 0L, null, null);

        assertThat(look(look(Progress.NONE, unknown, 0), unknown, 3600).stableAt())
                .isNull();
    }

    private static Progress look(
            Progress before, long second, boolean running, long restartedAt, long restarts, long checkpoint) {
        Completed completed = checkpoint == 0 ? null : Given.completed(checkpoint, Duration.ZERO, "file:/chk");
        return look(before, present(running, restartedAt, restarts, Given.CHECKPOINTS, completed), second);
    }

    private static Progress look(Progress before, Observed.Present seen, long second) {
        return Assessment.of(before, seen, SPEC, at(second));
    }

    private static Observed.Present present(
            boolean running,
            long restartedAt,
            @Nullable Long restarts,
            @Nullable CheckpointSettings settings,
            @Nullable Completed checkpoint) {
        List<Long> faults = faults(restartedAt, restarts == null ? 0 : restarts);
        return new Observed.Present(
                FlinkState.RUNNING,
                running,
                !running,
                1,
                START,
                restartedAt,
                SavepointProgress.UNKNOWN,
                SavepointProgress.UNKNOWN,
                new Figures(restarts, null, settings, checkpoint, null, newest(faults), faults, START));
    }

    /** One for each restart, a millisecond apart. */
    private static List<Long> faults(long restartedAt, long restarts) {
        return LongStream.rangeClosed(1, restarts)
                .map(i -> restartedAt + i)
                .boxed()
                .toList();
    }

    private static @Nullable JobFailure newest(List<Long> faults) {
        return faults.isEmpty() ? null : new JobFailure(Collections.max(faults), "a.B", "division by zero", "", null);
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }
}
