package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What must hold in a simulation at every time. */
final class SimulationRules {

    private final Book book;
    private final SimulatedWorld world;
    private final SimulatedStates states;
    private final Set<String> observed = new HashSet<>();
    private final Set<String> disturbed = new HashSet<>();
    private final Set<String> late = new HashSet<>();
    private boolean stateRemoved;
    private boolean cancelled;
    private @Nullable AssertionError broken;

    SimulationRules(Book book, SimulatedWorld world, SimulatedStates states) {
        this.book = book;
        this.world = world;
        this.states = states;
    }

    /** Somebody else did something to the job. */
    void disturbed(SimulatedJob job) {
        disturbed.add(job.id);
    }

    /** Somebody wants the job cancelled. */
    void cancelled() {
        cancelled = true;
    }

    /** Somebody else removed a checkpoint. */
    void stateRemoved() {
        stateRemoved = true;
    }

    /**
     * Whether there is a reason for the job to have ended although it is wanted running. One is that the checkpoint Flink
     * reported last has made room for newer ones, which nobody can name.
     */
    boolean mayEnd(Job job) {
        boolean bad = !job.running().spec().arguments().equals(List.of(SimulatedJob.Program.GOOD.name()));
        return stateRemoved
                || (bad && !job.onProbation())
                || disturbed.contains(job.attempt().flinkJobId())
                || (!world.readable() && known(job.attempt()).findAny().isEmpty());
    }

    void check(SimulatedFlink flink) {
        if (broken != null) {
            throw broken;
        }
        flink.jobs.values().stream().filter(job -> job.late).forEach(job -> late.add(job.id));
        assertThat(flink.alive().filter(job -> !job.late).count())
                .as("jobs that are alive and did not arrive late")
                .isLessThanOrEqualTo(1);
        book.jobs().jobs().forEach(job -> {
            assertThat(cancelled || job.desired() != Desired.CANCELLED)
                    .as("whether somebody wanted it cancelled")
                    .isTrue();
            List<Attempt> attempts = book.attempts().attempts(job.id());
            assertThat(attempts.stream().filter(Attempt::live).count())
                    .as("live attempts")
                    .isLessThanOrEqualTo(1);
            attempts.stream()
                    .filter(attempt -> attempt.state() == AttemptState.OBSERVED)
                    .forEach(attempt -> observed.add(attempt.flinkJobId()));
        });
    }

    /** After a whole tick nothing is alive that should not be. */
    void checkNoStrays(SimulatedFlink flink) {
        List<String> alive = flink.alive().map(job -> job.id).toList();
        assertThat(book.attempts().ended(Set.copyOf(alive)))
                .as("jobs that are alive although their attempts have ended")
                .isEmpty();
        assertThat(alive.size()).as("jobs that are alive").isLessThanOrEqualTo(1);
    }

    /** A run was posted. The submitter would take a failure here for one of its own, so it is kept. */
    void posted(JsonNode run) {
        try {
            checkPosted(run);
        } catch (AssertionError failure) {
            broken = failure;
        }
    }

    private void checkPosted(JsonNode run) {
        String id = run.get("jobId").asString();
        Job job = book.jobs().jobs().get(0);
        Attempt attempt = job.attempt();
        assertThat(job.desired()).as("what is wanted when it is posted").isEqualTo(Desired.RUNNING);
        assertThat(attempt.flinkJobId()).isEqualTo(id);
        assertThat(attempt.state()).isEqualTo(AttemptState.POSTING);
        assertThat(observed).as("ids that were observed").doesNotContain(id);
        if (world.readable()) {
            assertThat(states.checkpoints(id)).as("traces of what is posted").isEmpty();
        }
        JsonNode from = run.get("savepointPath");
        checkState(attempt, from == null ? null : from.asString());
    }

    private void checkState(Attempt attempt, @Nullable String from) {
        SimulatedStates.State newest = known(attempt)
                .max(Comparator.comparing(SimulatedStates.State::number))
                .orElse(null);
        SimulatedStates.State start = states.at(from);
        if (world.readable() && !stateRemoved && from != null) {
            assertThat(start)
                    .as("what lies where attempt %d starts from", attempt.number())
                    .isNotNull();
        }
        if (start != null && !start.savepoint()) {
            assertThat(attempt.fromReported())
                    .as("whether attempt %d says that its checkpoint was only reported", attempt.number())
                    .isEqualTo(!world.readable());
        }
        if (newest != null) {
            assertThat(from)
                    .as("where attempt %d starts from, %s being there", attempt.number(), newest)
                    .isNotNull();
            if (start != null && start.number() < newest.number()) {
                assertThat(attempt.outputMayRepeat())
                        .as(
                                "whether the output of attempt %d may repeat, from %s while %s is there",
                                attempt.number(), start, newest)
                        .isTrue();
            }
        }
    }

    /** What the submitter can know of the states with which output was committed: no savepoint of a job that went on. */
    private Stream<SimulatedStates.State> known(Attempt next) {
        List<SimulatedStates.State> known = new ArrayList<>();
        for (Attempt attempt : book.attempts().attempts(next.jobId())) {
            if (attempt.state() == AttemptState.FINISHED && attempt.savepoint() == null) {
                break;
            }
            if (world.readable()) {
                states.checkpoints(attempt.flinkJobId()).forEach(known::add);
            }
            Stream.of(attempt.checkpoint(), attempt.savepoint())
                    .map(states::at)
                    .filter(Objects::nonNull)
                    .forEach(known::add);
        }
        return known.stream().filter(state -> !late.contains(state.writer()));
    }
}
