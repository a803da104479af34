package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Savepoint {@code n} of six is {@code n} hours old. */
class RetentionTests {

    @Test
    void removesThoseThatAreTooMany() {
        assertThat(expired(periodic(6), List.of(), 2, null)).containsExactly("sp-3", "sp-4", "sp-5", "sp-6");
        assertThat(expired(periodic(2), List.of(), 2, null)).isEmpty();
    }

    @Test
    void removesThoseThatAreTooOld() {
        assertThat(expired(periodic(6), List.of(), 5, Duration.ofHours(3))).containsExactly("sp-6", "sp-4", "sp-5");
    }

    @Test
    void neverRemovesTheNewest() {
        assertThat(expired(periodic(3), List.of(), 0, Duration.ofMinutes(1))).containsExactly("sp-2", "sp-3");
    }

    @Test
    void neverRemovesWhatARestartOrARollbackWouldGoBackTo() {
        Given restored = new Given();
        restored.restoredFrom = "sp-5";
        Given left = new Given();
        left.savepoint = "sp-6";

        assertThat(expired(periodic(6), List.of(restored.attempt(), left.attempt()), 2, null))
                .containsExactly("sp-3", "sp-4");
    }

    @Test
    void neitherCountsNorRemovesAUsersOwn() {
        List<Snapshot> snapshots = List.of(
                snapshot(1, Snapshot.Reason.USER, Snapshot.State.COMPLETED),
                snapshot(2, Snapshot.Reason.PERIODIC, Snapshot.State.COMPLETED),
                snapshot(3, Snapshot.Reason.USER, Snapshot.State.COMPLETED),
                snapshot(4, Snapshot.Reason.SUSPEND, Snapshot.State.COMPLETED),
                snapshot(5, Snapshot.Reason.REPLACE, Snapshot.State.COMPLETED));

        assertThat(expired(snapshots, List.of(), 2, null)).containsExactly("sp-5");
    }

    @Test
    void countsOnlyThoseThatAreThere() {
        List<Snapshot> snapshots = List.of(
                snapshot(1, Snapshot.Reason.PERIODIC, Snapshot.State.ASKED),
                snapshot(2, Snapshot.Reason.PERIODIC, Snapshot.State.FAILED),
                snapshot(3, Snapshot.Reason.PERIODIC, Snapshot.State.COMPLETED),
                snapshot(4, Snapshot.Reason.PERIODIC, Snapshot.State.DISPOSED),
                snapshot(5, Snapshot.Reason.PERIODIC, Snapshot.State.COMPLETED));

        assertThat(expired(snapshots, List.of(), 1, null)).containsExactly("sp-5");
    }

    private static List<String> expired(
            List<Snapshot> snapshots, List<Attempt> attempts, int keep, @Nullable Duration maxAge) {
        SavepointPolicy policy = SavepointPolicy.of(Duration.ofHours(1), keep, maxAge, null);
        return Retention.expired(snapshots, attempts, policy, START).stream()
                .map(snapshot -> String.valueOf(snapshot.path()))
                .toList();
    }

    private static List<Snapshot> periodic(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(age -> snapshot(age, Snapshot.Reason.PERIODIC, Snapshot.State.COMPLETED))
                .toList();
    }

    private static Snapshot snapshot(int age, Snapshot.Reason reason, Snapshot.State state) {
        return new Snapshot(
                "t-" + age,
                "job",
                1,
                null,
                Snapshot.Kind.SAVEPOINT,
                reason,
                state,
                "sp-" + age,
                null,
                START.minus(Duration.ofHours(age)),
                null);
    }
}
