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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The states a next attempt may start from, newest first: a pure function of what the attempts before it left.
 *
 * @param paths newest first, as Flink sees them
 * @param everAny whether any of the attempts ever had state, so that starting from nothing would lose it
 * @param newestGone whether a newer state than all of these was reported, and is not there any more
 */
record StateCandidates(List<String> paths, boolean everAny, boolean newestGone) {

    private static final Pattern CHECKPOINT = Pattern.compile(".*/chk-([0-9]{1,18})");

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
        boolean newestGone = false;
        for (Attempt attempt : walkedForward(attempts)) {
            if (attempt.state() == AttemptState.FINISHED && attempt.savepoint() == null) {
                // It came to the end of its input, so there is nothing to go on from.
                break;
            }
            Stream.of(attempt.savepoint()).filter(path -> path != null).forEach(paths::add);
            List<State> states = new ArrayList<>(retained.apply(attempt));
            newestGone |= paths.isEmpty() && isGone(attempt.checkpoint(), states, mayHold);
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
        return new StateCandidates(List.copyOf(paths), everAny || !paths.isEmpty(), newestGone);
    }

    /** Whether a reported checkpoint was removed, other than by Flink for a newer one. */
    private static boolean isGone(@Nullable String reported, List<State> retained, Predicate<String> mayHold) {
        return reported != null
                && !mayHold.test(reported)
                && retained.stream().allMatch(state -> number(state.path()) < number(reported));
    }

    /** Flink numbers the checkpoints of a job. */
    private static long number(String checkpoint) {
        Matcher name = CHECKPOINT.matcher(checkpoint);
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
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
