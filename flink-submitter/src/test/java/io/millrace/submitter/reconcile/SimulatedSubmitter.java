package io.millrace.submitter.reconcile;

import io.millrace.submitter.api.UserCommands;
import io.millrace.submitter.artifact.Artifacts;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.InProcessFlink;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.TestStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.unit.DataSize;

/** The real submitter over a book in memory, which can be killed at every boundary of its loop. */
final class SimulatedSubmitter implements FaultPoints {

    private final TestStore memory;
    private final FlinkClient flink;
    private final CheckpointFolder checkpoints;
    private final Artifacts artifacts;
    private final Clock clock;

    private Reconciler reconciler;
    private Runnable interruption = () -> {};
    private int interruptAfter = -1;
    private boolean killed;

    SimulatedSubmitter(TestStore memory, SimulatedFlink flink, CheckpointFolder checkpoints, Path jars, Clock clock) {
        this.memory = memory;
        this.flink = InProcessFlink.client(flink);
        this.checkpoints = checkpoints;
        this.artifacts = new Artifacts(jars, DataSize.ofMegabytes(1), memory.book(), clock);
        this.clock = clock;
        this.reconciler = start();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Reconciler start() {
        Book book = memory.book();
        Succession succession = new Succession(book, checkpoints);
        Recorder recorder = new Recorder(book, succession, LoopListener.NONE);
        LeftJars leftJars = new LeftJars(flink, book.attempts(), clock);
        Submission submission = new Submission(flink, book, succession, artifacts, leftJars, this);
        return new Reconciler(
                book,
                new Observer(flink, checkpoints, clock, SimulatedWorld.LOST_AFTER),
                recorder,
                new Actor(flink, book, recorder, submission, this),
                leftJars,
                LoopListener.NONE,
                clock,
                this);
    }

    /** The user of this submitter. */
    UserCommands user() {
        ReconcileLoop loop = new ReconcileLoop(memory.lease(), reconciler, event -> {}, clock, SimulatedWorld.TICK);
        return new UserCommands(memory.book(), new Succession(memory.book(), checkpoints), loop);
    }

    /** It is killed at that boundary from now on, counted from 0, and started anew. */
    void killAfter(int boundaries) {
        interruptAfter = boundaries;
        interruption = () -> {
            throw new Killed();
        };
    }

    /** Something else happens at that boundary from now on. */
    void interruptAfter(int boundaries, Runnable what) {
        interruptAfter = boundaries;
        interruption = what;
    }

    void calmDown() {
        interruptAfter = -1;
    }

    @Override
    public void reached(String point) {
        if (interruptAfter >= 0 && interruptAfter-- == 0) {
            try {
                interruption.run();
            } catch (Killed kill) {
                killed = true;
                throw kill;
            }
        }
    }

    /** Takes a tick and the step it leads to; says whether it was not killed. */
    boolean tick() {
        killed = false;
        try {
            reconciler.reconcile(() -> true, () -> {});
        } catch (Killed kill) {
            killed = true;
        }
        while (reconciler.busy()) {
            LockSupport.parkNanos(1_000);
        }
        if (killed) {
            restart();
        }
        return !killed;
    }

    /** Forgets all that is not in its book. */
    void restart() {
        close();
        reconciler = start();
    }

    void close() {
        try {
            reconciler.stop(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
