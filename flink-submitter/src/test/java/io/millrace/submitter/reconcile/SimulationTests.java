package io.millrace.submitter.reconcile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.millrace.submitter.api.UserCommands;
import io.millrace.submitter.store.TestClock;
import io.millrace.submitter.store.TestStore;
import io.millrace.submitter.store.UpgradePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The real submitter, book and client of Flink through random histories of faults and commands. */
class SimulationTests {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.millrace.submitter");
    private static final TestClock CLOCK = new TestClock(Instant.parse("2026-01-02T03:04:05Z"));

    private static final SimulatedWorld PLAIN =
            new SimulatedWorld(false, true, UpgradePolicy.OnStopFailure.FALLBACK_TO_CHECKPOINT, true, false);

    @SuppressWarnings("NullAway.Init") // set before all tries
    private static TestStore book;

    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeContainer
    static void open() throws IOException {
        LOG.setLevel(Level.OFF);
        book = TestStore.inMemory(CLOCK);
        folder = Files.createTempDirectory("simulation");
        Files.createFile(Files.createDirectories(folder.resolve("jars")).resolve(SimulatedWorld.ARTIFACT + ".jar"));
    }

    @AfterContainer
    static void close() throws IOException {
        book.close();
        FileSystemUtils.deleteRecursively(folder);
        LOG.setLevel(null);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void neverDoublesNorForgetsAJobNorDropsItsState(
            @ForAll("worlds") SimulatedWorld world, @ForAll("steps") @Size(max = 40) List<Step> steps)
            throws IOException {
        simulate(world, steps);
    }

    @Example
    void cancelsAJobThatArrivesAfterItsAttemptHasEnded() throws IOException {
        simulate(
                PLAIN,
                List.of(
                        new Step(Step.Kind.POST, SimulatedFlink.PostFate.ARRIVES_LATE.ordinal()),
                        new Step(Step.Kind.TICKS, 1),
                        new Step(Step.Kind.COMMAND, UserCommands.Command.CANCEL.ordinal()),
                        new Step(Step.Kind.TICKS, 6),
                        new Step(Step.Kind.DELIVER, 0),
                        new Step(Step.Kind.TICK, 0)));
    }

    @Example
    void doublesNoJobThatTheOverviewLacksForAWhile() throws IOException {
        simulate(
                PLAIN,
                List.of(
                        new Step(Step.Kind.TICKS, 8),
                        new Step(Step.Kind.HIDE_JOBS, 2),
                        new Step(Step.Kind.TICKS, 8)));
    }

    @Example
    void takesItsOwnCancelForNobodyElses() throws IOException {
        simulate(
                PLAIN,
                List.of(
                        new Step(Step.Kind.TICKS, 12),
                        new Step(Step.Kind.SAVEPOINT, SimulatedSavepoint.Fate.NOT_WRITTEN.ordinal()),
                        new Step(Step.Kind.COMMAND, UserCommands.Command.RESTART.ordinal()),
                        new Step(Step.Kind.TICKS, 12)));
    }

    private static void simulate(SimulatedWorld world, List<Step> steps) throws IOException {
        Path states = folder.resolve(UUID.randomUUID().toString());
        try (Simulation simulation = new Simulation(book, CLOCK, world, folder.resolve("jars"), states)) {
            steps.forEach(step -> step.take(simulation));
            simulation.settle();
        } finally {
            FileSystemUtils.deleteRecursively(states);
        }
    }

    @Provide
    Arbitrary<SimulatedWorld> worlds() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(UpgradePolicy.OnStopFailure.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(SimulatedWorld::new);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step.Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(Step.Kind.TICKS)), Tuple.of(3, Arbitraries.of(Step.Kind.class)));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 15))
                .as(Step::new)
                .list();
    }
}
