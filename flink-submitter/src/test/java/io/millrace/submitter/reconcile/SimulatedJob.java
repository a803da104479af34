package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job of a simulated cluster. */
final class SimulatedJob {

    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(4);

    final String id;
    final Program program;
    final boolean late;
    final Map<String, SimulatedSavepoint> triggers = new LinkedHashMap<>();

    FlinkState state = FlinkState.INITIALIZING;
    boolean deployed;
    int parallelism;
    long restarts;
    long restartedAt;

    @Nullable
    String failure;

    @Nullable
    Written checkpoint;

    @Nullable
    Written savepoint;

    private final SimulatedStates states;
    private long written;
    private Instant checkpointedAt = Instant.EPOCH;

    /** What a program does, told by its only argument. */
    enum Program {
        GOOD,
        /** Its main throws. */
        REFUSED,
        /** Flink restarts it again and again. */
        LOOPS,
        /** Flink gives it up. */
        FAILS,
        /** It takes up no state of another program. */
        CANNOT_RESTORE
    }

    /** What becomes of a job for which there are no slots. */
    enum WithoutSlots {
        WAITS,
        RESTARTS,
        GIVEN_UP
    }

    /** A completed checkpoint or savepoint. */
    record Written(long number, Instant triggeredAt, String path) {}

    /**
     * One that arrived.
     *
     * @param late nobody waited for it any more
     */
    SimulatedJob(
            String id, Program program, int parallelism, @Nullable String from, boolean late, SimulatedStates states) {
        this.id = id;
        this.program = program;
        this.parallelism = parallelism;
        this.late = late;
        this.states = states;
        if (from != null && (states.at(from) == null || program == Program.CANNOT_RESTORE)) {
            state = FlinkState.FAILED;
            failure =
                    "java.lang.Exception\n\tat CheckpointCoordinator.restoreSavepoint\nCaused by: java.io.IOException: "
                            + from + " cannot be restored";
        }
    }

    /** Whether it holds slots and works, and nobody has told it to end. */
    boolean alive() {
        return !state.ended() && state != FlinkState.CANCELLING;
    }

    boolean running() {
        return state == FlinkState.RUNNING && deployed;
    }

    /** Lets time pass. */
    void pass(Instant now, boolean slots, WithoutSlots without) {
        switch (state) {
            case INITIALIZING -> state = FlinkState.RUNNING;
            case RESTARTING -> {
                state = FlinkState.RUNNING;
                deployed = false;
            }
            case CANCELLING -> state = FlinkState.CANCELED;
            case RUNNING -> run(now, slots, without);
            default -> {}
        }
        triggers.values().forEach(trigger -> trigger.pass(this, now));
        triggers.values().removeIf(SimulatedSavepoint::forgotten);
    }

    private void run(Instant now, boolean slots, WithoutSlots without) {
        if (!deployed) {
            deployed = slots;
            if (!slots && without != WithoutSlots.WAITS) {
                refuseSlots(now, without);
            }
            return;
        }
        if (program == Program.FAILS) {
            fail("the program fails");
        } else if (program == Program.LOOPS) {
            restart(now);
        } else if (!now.isBefore(checkpointedAt.plus(CHECKPOINT_INTERVAL))) {
            checkpointedAt = now;
            checkpoint = new Written(++written, now, states.checkpoint(id, written));
        }
    }

    private void refuseSlots(Instant now, WithoutSlots without) {
        failure = "org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: too few";
        if (without == WithoutSlots.GIVEN_UP) {
            state = FlinkState.FAILED;
        } else {
            state = FlinkState.RESTARTING;
            restarts++;
            restartedAt = now.toEpochMilli();
        }
    }

    void fail(String cause) {
        if (!state.ended()) {
            state = FlinkState.FAILED;
            failure = "java.lang.Exception\nCaused by: java.lang.RuntimeException: " + cause;
        }
    }

    void restart(Instant now) {
        if (running()) {
            failure = "java.lang.Exception\nCaused by: java.lang.RuntimeException: it was restarted";
            state = FlinkState.RESTARTING;
            restarts++;
            restartedAt = now.toEpochMilli();
        }
    }

    void cancel() {
        if (!state.ended()) {
            state = FlinkState.CANCELLING;
        }
    }

    /** Comes to its end, by itself or by a stop; Flink then removes its checkpoints. */
    void finish() {
        state = FlinkState.FINISHED;
        states.removeCheckpoints(id);
    }

    String writeSavepoint(Instant now) {
        String path = states.savepoint(id);
        savepoint = new Written(++written, now, path);
        return path;
    }
}
