package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which savepoints are kept no longer: a pure function. */
final class Retention {

    private Retention() {}

    /**
     * Those that are too many or too old; never the newest, never what an attempt of the running revision or of the one a
     * rollback would go back to started from or left, never a user's own.
     *
     * @param snapshots newest first
     * @param attempts those of these two revisions
     */
    static List<Snapshot> expired(
            List<Snapshot> snapshots, List<Attempt> attempts, SavepointPolicy policy, Instant now) {
        List<Snapshot> taken = snapshots.stream()
                .filter(snapshot -> snapshot.state() == Snapshot.State.COMPLETED)
                .toList();
        Set<String> needed = attempts.stream()
                .flatMap(attempt -> Stream.of(attempt.restoredFrom(), attempt.savepoint()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<Snapshot> ours = taken.stream()
                .filter(snapshot -> snapshot.reason() != Snapshot.Reason.USER)
                .toList();
        return Stream.concat(
                        ours.stream().skip(policy.keep()),
                        ours.stream().limit(policy.keep()).filter(snapshot -> tooOld(snapshot, policy.maxAge(), now)))
                .filter(snapshot -> !snapshot.equals(taken.get(0)) && !needed.contains(snapshot.path()))
                .toList();
    }

    private static boolean tooOld(Snapshot snapshot, @Nullable Duration maxAge, Instant now) {
        return maxAge != null && snapshot.askedAt().plus(maxAge).isBefore(now);
    }
}
