package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.submitter.artifact.Artifacts;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.InProcessFlink;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.NewJob;
import io.millrace.submitter.store.TestClock;
import io.millrace.submitter.store.TestStore;
import io.millrace.submitter.store.UpgradePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.unit.DataSize;

class ReconcilerTests {

    private static final SimulatedWorld WORLD = new SimulatedWorld(
            false, SimulatedJob.WithoutSlots.WAITS, true, UpgradePolicy.OnStopFailure.FAIL, false, false);

    private final TestClock clock = new TestClock(Given.START);
    private final TestStore store = TestStore.inMemory(clock);

    @SuppressWarnings("NullAway.Init") // set before each test
    private Reconciler reconciler;

    /** Thrown once, when what was seen of the first job is recorded. */
    @Nullable
    private RuntimeException fault;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Book book = store.book();
        SimulatedFlink simulated = new SimulatedFlink(new SimulatedStates(folder, clock), clock, run -> {});
        FlinkClient flink = InProcessFlink.client(simulated);
        CheckpointFolder checkpoints = new CheckpointFolder(null);
        Path jars = Files.createDirectory(folder.resolve("jars"));
        Files.createFile(jars.resolve(SimulatedWorld.ARTIFACT + ".jar"));
        Artifacts artifacts = new Artifacts(jars, DataSize.ofMegabytes(1), book, clock);
        Succession succession = new Succession(book, checkpoints);
        Recorder recorder = new Recorder(book, succession, LoopListener.NONE);
        LeftJars leftJars = new LeftJars(flink, book.attempts(), clock);
        Submission submission = new Submission(flink, book, succession, artifacts, leftJars, FaultPoints.NONE);
        reconciler = new Reconciler(
                book,
                new Observer(flink, checkpoints, clock, SimulatedWorld.LOST_AFTER),
                recorder,
                new Actor(flink, book, recorder, submission, FaultPoints.NONE),
                leftJars,
                LoopListener.NONE,
                clock,
                this::reached);
        declare("first");
        declare("second");
        tick();
        assertThat(state("first")).isEqualTo(AttemptState.POSTED);
        assertThat(state("second")).isEqualTo(AttemptState.POSTED);
        simulated.pass();
    }

    @AfterEach
    void stop() throws InterruptedException {
        reconciler.stop(Duration.ofSeconds(5));
        store.close();
    }

    @Test
    void letsWhatGoesWrongWithOneJobHoldUpNoOther() {
        fault = new IllegalStateException("of the first job");

        tick();

        assertThat(fault).isNull();
        assertThat(state("first")).isEqualTo(AttemptState.POSTED);
        assertThat(state("second")).isEqualTo(AttemptState.OBSERVED);
        tick();
        assertThat(state("first")).isEqualTo(AttemptState.OBSERVED);
    }

    @Test
    void endsTheTickWhenTheDatabaseFails() {
        fault = new DataAccessResourceFailureException("the database is away");

        assertThatThrownBy(this::tick).isInstanceOf(DataAccessResourceFailureException.class);

        assertThat(state("second")).isEqualTo(AttemptState.POSTED);
    }

    private void reached(String point) {
        RuntimeException failure = fault;
        if (failure != null && point.equals("seen-committed")) {
            fault = null;
            throw failure;
        }
    }

    private void tick() {
        clock.forward(SimulatedWorld.TICK);
        reconciler.reconcile(() -> true, () -> {});
        while (reconciler.busy()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void declare(String name) {
        store.book().jobs().declare(new NewJob(name, WORLD.spec(SimulatedJob.Program.GOOD, null), null));
    }

    private AttemptState state(String name) {
        return store.book().jobs().jobNamed(name).orElseThrow().attempt().state();
    }
}
