package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The states a next attempt may start from, newest first: a pure function of what the attempts before it left.
 *
 * @param paths newest first, as Flink sees them
 * @param everAny whether any of the attempts ever had state, so that starting from nothing would lose it
 */
record StateCandidates(List<String> paths, boolean everAny) {

    StateCandidates {
        paths = List.copyOf(paths);
    }

    /** A checkpoint or savepoint and when it was written. */
    record State(String path, Instant at) {}

    /**
     * Collects them.
     *
     * @param attempts newest first
     * @param snapshots of the job
     * @param retained the checkpoints of an attempt that are known to be there
     * @param mayHold whether a path that was only reported may lead to state
     */
    static StateCandidates of(
            List<Attempt> attempts,
            List<Snapshot> snapshots,
            Function<Attempt, List<State>> retained,
            Predicate<String> mayHold) {
        Set<String> paths = new LinkedHashSet<>();
        boolean everAny = false;
        for (Attempt attempt : walkedForward(attempts)) {
            if (attempt.state() == AttemptState.FINISHED && attempt.savepoint() == null) {
                // It came to the end of its input, so there is nothing to go on from.
                break;
            }
            Stream.of(attempt.savepoint()).filter(path -> path != null).forEach(paths::add);
            List<State> states = new ArrayList<>(retained.apply(attempt));
            List<String> reported = Stream.of(attempt.checkpoint(), attempt.restoredFrom())
                    .filter(path -> path != null && mayHold.test(path))
                    .toList();
            if (states.isEmpty() && reported.contains(attempt.checkpoint())) {
                states.add(new State(String.valueOf(attempt.checkpoint()), reportedAt(attempt)));
            }
            // By when they were asked for: a savepoint commits no output, so in doubt a checkpoint is the newer one.
            snapshots.stream()
                    .filter(snapshot -> snapshot.attempt() == attempt.number() && usable(snapshot))
                    .forEach(snapshot -> states.add(new State(String.valueOf(snapshot.path()), snapshot.askedAt())));
            states.stream()
                    .sorted(Comparator.comparing(State::at).reversed())
                    .map(State::path)
                    .forEach(paths::add);
            paths.addAll(reported);
            everAny |= attempt.checkpoint() != null || attempt.restoredFrom() != null || !states.isEmpty();
        }
        return new StateCandidates(List.copyOf(paths), everAny || !paths.isEmpty());
    }

    /** Newest first, but for attempts in a row that never ran: each of them walked back to an older state than the last. */
    private static List<Attempt> walkedForward(List<Attempt> attempts) {
        List<Attempt> ordered = new ArrayList<>();
        int row = 0;
        for (Attempt attempt : attempts) {
            boolean inVain = attempt.state() == AttemptState.FAILED
                    && !attempt.progress().ran();
            ordered.add(inVain ? row : ordered.size(), attempt);
            row = inVain ? row : ordered.size();
        }
        return ordered;
    }

    private static Instant reportedAt(Attempt attempt) {
        Instant seen = attempt.progress().checkpointAt();
        return seen == null ? attempt.createdAt() : seen;
    }

    private static boolean usable(Snapshot snapshot) {
        return snapshot.state() == Snapshot.State.COMPLETED && snapshot.path() != null;
    }
}
