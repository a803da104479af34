package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.CheckpointReport.Completed;
import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.JobFailure;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.HealthPolicy;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Progress;
import io.millrace.submitter.store.Revision;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.UpgradePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A situation, built from an ordinary one: a job of one stable revision, whose only attempt Flink shows running. The
 * attempt was made at {@link #START}, which is also the present time unless a test says otherwise.
 */
final class Given {

    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    static final String FLINK_ID = "f".repeat(32);
    static final CheckpointSettings CHECKPOINTS = new CheckpointSettings(1000, true, false);
    static final JobFailure NO_SLOTS = failure("too few slots", "o.a.f.NoResourceAvailableException: too few slots");
    static final JobFailure RESTORE_FAILED = failure("no such state", "at CheckpointCoordinator.restoreSavepoint");

    Desired desired = Desired.RUNNING;
    int wanted = 1;
    int running = 1;
    boolean stable = true;

    @Nullable
    Integer fallback;

    @Nullable
    Integer wantedWidth;

    String flinkId = FLINK_ID;
    int number = 1;
    AttemptState state = AttemptState.OBSERVED;

    @Nullable
    Closing closing;

    @Nullable
    String restoredFrom;

    boolean mayRepeat;
    boolean fromReported;

    @Nullable
    String savepoint;

    @Nullable
    String checkpoint;

    Progress progress = Progress.NONE;

    @Nullable
    String note;

    UpgradePolicy upgrade = UpgradePolicy.DEFAULT;
    HealthPolicy health = HealthPolicy.DEFAULT;
    SavepointPolicy savepoints = SavepointPolicy.DEFAULT;

    Operation.@Nullable Kind operation;

    @Nullable
    Snapshot stop;

    @Nullable
    Snapshot taken;

    @Nullable
    Observed observed;

    FlinkState flink = FlinkState.RUNNING;
    boolean allRun = true;
    SavepointProgress stopProgress = SavepointProgress.UNKNOWN;
    SavepointProgress savepointProgress = SavepointProgress.UNKNOWN;
    Figures figures = figures(null, null, null);
    boolean adaptive;
    int slotsFree = 1;
    int slotsAwaited;
    int width = 1;
    Instant since = START;
    Duration later = Duration.ZERO;

    /** Which attempt of that revision is wanted instead of the present one. */
    Given upgraded() {
        wanted = 2;
        return this;
    }

    /** The attempt tries a new revision in the place of a stable one. */
    Given onProbation() {
        wanted = 2;
        running = 2;
        stable = false;
        fallback = 1;
        return this;
    }

    Given wants(Desired what) {
        desired = what;
        return this;
    }

    Given attempt(AttemptState how) {
        state = how;
        return this;
    }

    Given closing(Closing why, String words) {
        closing = why;
        note = words;
        return this;
    }

    Given shows(FlinkState what) {
        flink = what;
        allRun = what == FlinkState.RUNNING;
        return this;
    }

    Given sees(Observed what) {
        observed = what;
        return this;
    }

    Given stop(Snapshot.State how, @Nullable String failure) {
        stop = snapshot(Snapshot.Kind.STOP, how, failure);
        return this;
    }

    Given answers(SavepointProgress how) {
        stopProgress = how;
        return this;
    }

    Given after(Duration time) {
        later = time;
        return this;
    }

    Given failed(JobFailure failure) {
        figures = figures(figures.checkpoint(), figures.savepoint(), failure);
        return this;
    }

    Given policy(UpgradePolicy.OnStopFailure policy) {
        upgrade = UpgradePolicy.of(null, null, null, null, policy);
        return this;
    }

    JobSpec spec(int revision) {
        Integer width = revision == wanted ? wantedWidth : null;
        boolean sameButWider = wantedWidth != null;
        return new JobSpec(
                "a",
                null,
                List.of(sameButWider ? "same" : "revision-" + revision),
                width,
                null,
                Map.of(),
                upgrade,
                health,
                savepoints);
    }

    Attempt attempt() {
        return new Attempt(
                "job",
                number,
                running,
                flinkId,
                state,
                null,
                closing,
                restoredFrom,
                mayRepeat,
                fromReported,
                slotsAwaited,
                savepoint,
                checkpoint,
                progress,
                note,
                START,
                state.live() ? null : START);
    }

    Job job() {
        Revision ofAttempt = new Revision(running, spec(running), stable ? START : null, null, START);
        Revision asked = wanted == running ? ofAttempt : new Revision(wanted, spec(wanted), null, null, START);
        return new Job("job", "name", 1, desired, asked, ofAttempt, fallback, false, attempt(), START);
    }

    Operation operation(Operation.Kind kind) {
        return new Operation("operation", "job", kind, Operation.State.RUNNING, wanted, number, null, START, null);
    }

    Situation situation() {
        Managed managed = new Managed(job(), operation == null ? null : operation(operation), stop, taken);
        Observed seen = observed == null ? present() : observed;
        return new Situation(managed, seen, cluster(), START.plus(later));
    }

    ClusterStatus cluster() {
        return new ClusterStatus(
                Sightings.cluster(slotsFree).overview(),
                Map.of("jobmanager.scheduler", adaptive ? "adaptive" : "default"),
                true,
                null);
    }

    Observed.Present present() {
        return new Observed.Present(flink, allRun, false, width, since, 0, stopProgress, savepointProgress, figures);
    }

    Action decide() {
        return Decision.decide(situation());
    }

    /** One that was asked for at the start, and has ended then where it has ended. */
    static Snapshot snapshot(Snapshot.Kind kind, Snapshot.State state, @Nullable String failure) {
        return new Snapshot(
                "trigger",
                "job",
                1,
                "operation",
                kind,
                kind == Snapshot.Kind.STOP ? Snapshot.Reason.REPLACE : Snapshot.Reason.PERIODIC,
                state,
                state == Snapshot.State.COMPLETED ? "file:/sp" : null,
                failure,
                START,
                state == Snapshot.State.ASKED ? null : START);
    }

    static Figures figures(
            @Nullable Completed checkpoint, @Nullable Completed savepoint, @Nullable JobFailure failure) {
        return new Figures(0L, null, CHECKPOINTS, checkpoint, savepoint, failure, List.of(), START);
    }

    /** One that was begun so long after the start. */
    static Completed completed(long id, Duration after, String path) {
        long at = START.plus(after).toEpochMilli();
        return new Completed(id, at, at, path);
    }

    static JobFailure failure(String cause, String trace) {
        return new JobFailure(0, "java.lang.Exception", cause, trace, null);
    }

    /** Of an attempt that is unhealthy since the start. */
    static Progress unhealthy(boolean ran) {
        return new Progress(
                ran ? START : null, null, 0, null, 0, null, 0, 3, 0, 0, 0, 0, null, START, "restarts again and again");
    }
}
