package io.millrace.submitter.reconcile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.millrace.submitter.api.UserCommands.Command;
import io.millrace.submitter.store.TestClock;
import io.millrace.submitter.store.TestStore;
import io.millrace.submitter.store.UpgradePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
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

    private static final SimulatedWorld PLAIN = new SimulatedWorld(
            false,
            SimulatedJob.WithoutSlots.WAITS,
            true,
            UpgradePolicy.OnStopFailure.FALLBACK_TO_CHECKPOINT,
            true,
            false);

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
        simulate(world, simulation -> steps.forEach(step -> step.take(simulation)));
    }

    @Example
    void cancelsAJobThatArrivesAfterItsAttemptHasEnded() throws IOException {
        simulate(PLAIN, simulation -> {
            simulation.flink.nextPost = SimulatedFlink.PostFate.ARRIVES_LATE;
            simulation.tick();
            simulation.command(Command.CANCEL);
            simulation.ticks(6);
            simulation.flink.deliver();
            simulation.tick();
        });
    }

    @Example
    void doublesNoJobThatTheOverviewLacksForAWhile() throws IOException {
        simulate(PLAIN, simulation -> {
            simulation.ticks(8);
            simulation.flink.hideJobsFor = 2;
            simulation.ticks(8);
        });
    }

    @Example
    void takesItsOwnCancelForNobodyElses() throws IOException {
        simulate(PLAIN, simulation -> {
            simulation.ticks(12);
            simulation.flink.nextSavepoint = SimulatedSavepoint.Fate.NOT_WRITTEN;
            simulation.command(Command.RESTART);
            simulation.ticks(12);
        });
    }

    private static void simulate(SimulatedWorld world, Consumer<Simulation> history) throws IOException {
        Path states = folder.resolve(UUID.randomUUID().toString());
        try (Simulation simulation = new Simulation(book, CLOCK, world, folder.resolve("jars"), states)) {
            history.accept(simulation);
            simulation.settle();
        } finally {
            FileSystemUtils.deleteRecursively(states);
        }
    }

    @Provide
    Arbitrary<SimulatedWorld> worlds() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.of(SimulatedJob.WithoutSlots.class),
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
