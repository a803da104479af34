package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.api.UserCommands;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.NewJob;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.TestClock;
import io.millrace.submitter.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A submitter, a cluster, a user and time; and what must hold whatever they do. */
final class Simulation implements AutoCloseable {

    private static final String NAME = "job";
    private static final int ENOUGH_TICKS = 300;

    final SimulatedFlink flink;
    final SimulatedSubmitter submitter;
    private final TestClock clock;
    private final SimulatedWorld world;
    private final Book book;
    private final SimulationRules rules;
    private final UserCommands user;

    Simulation(TestStore memory, TestClock clock, SimulatedWorld world, Path jars, Path folder) {
        this.clock = clock;
        this.world = world;
        memory.clear();
        this.book = memory.book();
        SimulatedStates states = new SimulatedStates(folder, clock);
        this.rules = new SimulationRules(book, world, states);
        this.flink = new SimulatedFlink(states, clock, rules::posted);
        this.flink.adaptive = world.adaptive();
        this.flink.withoutSlots = world.withoutSlots();
        CheckpointFolder checkpoints = new CheckpointFolder(world.readable() ? states.folder() : null);
        this.submitter = new SimulatedSubmitter(memory, flink, checkpoints, jars, clock);
        this.user = submitter.user();
        declare();
    }

    private void declare() {
        book.jobs().declare(new NewJob(NAME, world.spec(SimulatedJob.Program.GOOD, null), null));
    }

    Instant now() {
        return clock.instant();
    }

    Optional<Job> job() {
        return book.jobs().jobNamed(NAME);
    }

    /** Time passes, and the submitter takes a tick. */
    void tick() {
        clock.forward(SimulatedWorld.TICK);
        flink.pass();
        boolean undisturbed = flink.reachable && flink.loseAnswerAfter < 0 && flink.hideJobsFor == 0;
        boolean whole = submitter.tick();
        rules.check(flink);
        if (whole && undisturbed) {
            rules.checkNoStrays(flink);
        }
    }

    void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
    }

    /** Time passes for the cluster alone. */
    void pass(int steps) {
        for (int i = 0; i < steps; i++) {
            clock.forward(Duration.ofSeconds(4));
            flink.pass();
        }
        rules.check(flink);
    }

    void command(UserCommands.Command command) {
        if (command == UserCommands.Command.CANCEL) {
            rules.cancelled();
        }
        job().ifPresentOrElse(job -> user.give(command, job.id()), this::declare);
    }

    void revise(SimulatedJob.Program program, @Nullable Integer parallelism) {
        Operation.Kind kind = parallelism == null ? Operation.Kind.UPGRADE : Operation.Kind.RESCALE;
        job().ifPresent(job -> user.revise(job.id(), world.spec(program, parallelism), kind));
    }

    /** Something happens to the job that is alive, if one is. */
    void disturb(Consumer<SimulatedJob> what) {
        flink.alive().toList().forEach(job -> {
            what.accept(job);
            rules.disturbed(job);
        });
    }

    void cancelByHand() {
        rules.cancelled();
        disturb(SimulatedJob::cancel);
    }

    void removeNewestCheckpoint() {
        flink.jobs.values().forEach(job -> {
            if (job.checkpoint != null && flink.states.remove(job.checkpoint.path())) {
                rules.stateRemoved();
            }
        });
    }

    /** All faults end; then, after a while, all is as it is wanted and stays so. */
    void settle() {
        submitter.calmDown();
        flink.calmDown();
        String last = "";
        for (int i = 0; i < ENOUGH_TICKS; i++) {
            tick();
            String unsettled = unsettled();
            if (unsettled.isEmpty() && last.isEmpty() && i > 0) {
                return;
            }
            last = i == 0 ? "-" : unsettled;
        }
        assertThat(last)
                .as("what is not as wanted after %d quiet ticks", ENOUGH_TICKS)
                .isEmpty();
    }

    /** What is not as it is wanted; empty when all is. */
    private String unsettled() {
        List<String> alive = flink.alive().map(job -> job.id).toList();
        Job job = job().orElse(null);
        if (job == null) {
            return alive.isEmpty() ? "" : "forgotten and alive";
        }
        if (job.desired() == Desired.DELETED) {
            return "not forgotten";
        }
        if (!book.operations().open().isEmpty()) {
            return "open operation " + book.operations().open() + " of " + job;
        }
        Attempt attempt = job.attempt();
        if (!attempt.live()) {
            boolean expected = job.desired() != Desired.RUNNING || rules.mayEnd(job);
            boolean pending = book.snapshots().snapshots(job.id()).stream().anyMatch(snapshot -> snapshot.pending());
            return alive.isEmpty() && expected && !pending && attempt.state() != AttemptState.LOST
                    ? ""
                    : "ended with pending snapshots " + pending + ": " + job;
        }
        boolean runs = job.desired() == Desired.RUNNING
                && job.upToDate()
                && attempt.state() == AttemptState.OBSERVED
                && attempt.closing() == null
                && alive.equals(List.of(attempt.flinkJobId()))
                && flink.alive().allMatch(SimulatedJob::running);
        return runs ? "" : alive + " for " + job + " in " + state(attempt);
    }

    private String state(Attempt attempt) {
        SimulatedJob there = flink.jobs.get(attempt.flinkJobId());
        return there == null ? "no Flink job" : there.state + " " + there.program;
    }

    @Override
    public void close() {
        submitter.close();
    }
}
