package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Progress;
import io.millrace.submitter.store.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateCandidatesTests {

    private final Map<Integer, List<StateCandidates.State>> retained = new HashMap<>();
    private final Set<String> removed = new HashSet<>();

    @Test
    void hasNoneOfAnAttemptThatLeftNothing() {
        assertThat(candidates(List.of(ended(1, AttemptState.LOST, null, null, null))))
                .isEqualTo(new StateCandidates(List.of(), false, false));
    }

    @Test
    void takesTheNewestFirstWhicheverKindItIs() {
        retained.put(1, List.of(state("chk-9", 9), state("chk-11", 11), state("chk-10", 10)));

        assertThat(candidates(
                        List.of(ended(1, AttemptState.LOST, "restored", null, "chk-11")),
                        snapshot(1, "sp-a", Snapshot.State.COMPLETED, 10.5),
                        snapshot(1, "sp-b", Snapshot.State.DISPOSED, 12),
                        snapshot(1, null, Snapshot.State.FAILED, 13)))
                .isEqualTo(new StateCandidates(List.of("chk-11", "sp-a", "chk-10", "chk-9", "restored"), true, false));
    }

    @Test
    void takesTheSavepointOfAStopBeforeAllElse() {
        retained.put(1, List.of(state("chk-9", 9)));

        assertThat(candidates(List.of(ended(1, AttemptState.STOPPED, null, "sp", null))))
                .isEqualTo(new StateCandidates(List.of("sp", "chk-9"), true, false));
    }

    @Test
    void placesAReportedCheckpointByItsTimeWhereNoneCanBeListed() {
        assertThat(candidates(
                        List.of(ended(1, AttemptState.LOST, "restored", null, "reported")),
                        snapshot(1, "older", Snapshot.State.COMPLETED, 19),
                        snapshot(1, "newer", Snapshot.State.COMPLETED, 21)))
                .isEqualTo(new StateCandidates(List.of("newer", "reported", "older", "restored"), true, false));
    }

    @Test
    void walksBackFromAttemptToAttempt() {
        retained.put(2, List.of(state("2/chk-3", 3)));
        retained.put(1, List.of(state("1/chk-7", 7), state("1/chk-6", 6)));

        assertThat(candidates(List.of(
                        ended(3, AttemptState.FAILED, "2/chk-3", null, null),
                        ended(2, AttemptState.LOST, "1/chk-7", null, null),
                        ended(1, AttemptState.LOST, null, null, null))))
                .isEqualTo(new StateCandidates(List.of("2/chk-3", "1/chk-7", "1/chk-6"), true, false));
    }

    @Test
    void beginsAnewWithTheNewestAfterAttemptsThatWalkedBackInVain() {
        assertThat(candidates(List.of(
                        inVain(ended(4, AttemptState.FAILED, "1/chk-6", null, null)),
                        inVain(ended(3, AttemptState.FAILED, "1/chk-7", null, null)),
                        inVain(ended(2, AttemptState.FAILED, "sp", null, null)),
                        ended(1, AttemptState.STOPPED, null, "sp", null))))
                .isEqualTo(new StateCandidates(List.of("sp", "1/chk-7", "1/chk-6"), true, false));
    }

    @Test
    void goesOnFromWhereALostAttemptStartedEvenWhenItNeverRan() {
        retained.put(2, List.of(state("2/chk-3", 3)));

        assertThat(candidates(List.of(
                                inVain(ended(3, AttemptState.LOST, "sp", null, null)),
                                ended(2, AttemptState.FAILED, "sp", null, null),
                                ended(1, AttemptState.STOPPED, null, "sp", null)))
                        .paths())
                .containsExactly("sp", "2/chk-3");
    }

    @Test
    void knowsThatThereWasStateWhenAllOfItIsGone() {
        removed.addAll(Set.of("reported", "restored"));

        assertThat(candidates(List.of(ended(1, AttemptState.LOST, null, null, "reported"))))
                .isEqualTo(new StateCandidates(List.of(), true, true));
        assertThat(candidates(List.of(ended(1, AttemptState.LOST, "restored", null, null))))
                .isEqualTo(new StateCandidates(List.of(), true, false));
    }

    @Test
    void tellsWhenTheNewestReportedCheckpointWasTakenAway() {
        removed.add("/1/chk-7");
        retained.put(1, List.of(state("/1/chk-6", 6)));
        List<Attempt> lost = List.of(ended(1, AttemptState.LOST, null, null, "/1/chk-7"));

        assertThat(candidates(lost)).isEqualTo(new StateCandidates(List.of("/1/chk-6"), true, true));
        retained.put(1, List.of(state("/1/chk-10", 9)));
        assertThat(candidates(lost)).isEqualTo(new StateCandidates(List.of("/1/chk-10"), true, false));
    }

    @Test
    void takesNothingOfAJobThatCameToItsEndNorOfWhatWasBefore() {
        retained.put(3, List.of(state("3/chk-1", 1)));
        Attempt finished = ended(2, AttemptState.FINISHED, "1/chk-7", null, "2/chk-8");
        Attempt first = ended(1, AttemptState.LOST, null, null, "1/chk-7");

        assertThat(candidates(List.of(finished, first))).isEqualTo(new StateCandidates(List.of(), false, false));
        assertThat(candidates(List.of(ended(3, AttemptState.LOST, null, null, null), finished, first)))
                .isEqualTo(new StateCandidates(List.of("3/chk-1"), true, false));
    }

    @Test
    void goesOnFromTheSavepointOfAJobThatWasStoppedByHand() {
        removed.add("1/chk-8");

        assertThat(candidates(List.of(ended(1, AttemptState.FINISHED, null, "sp", "1/chk-8"))))
                .isEqualTo(new StateCandidates(List.of("sp"), true, false));
    }

    @Test
    void takesForARollbackNothingOfNewerAttempts() {
        retained.put(2, List.of(state("2/chk-3", 3)));
        Attempt rejected = ended(2, AttemptState.FAILED, "sp", null, "2/chk-3");
        Attempt stable = ended(1, AttemptState.STOPPED, null, "sp", null);

        assertThat(candidates(List.of(stable), snapshot(2, "of-rejected", Snapshot.State.COMPLETED, 5)))
                .isEqualTo(new StateCandidates(List.of("sp"), true, false));
        assertThat(candidates(List.of(rejected, stable)).paths()).containsExactly("2/chk-3", "sp");
    }

    private StateCandidates candidates(List<Attempt> attempts, Snapshot... snapshots) {
        return StateCandidates.of(
                attempts,
                List.of(snapshots),
                attempt -> retained.getOrDefault(attempt.number(), List.of()),
                path -> !removed.contains(path));
    }

    private static StateCandidates.State state(String path, double second) {
        return new StateCandidates.State(path, at(second));
    }

    /** Its checkpoint, where it has one, was first seen at second 20. */
    private static Attempt ended(
            int number,
            AttemptState state,
            @Nullable String restoredFrom,
            @Nullable String savepoint,
            @Nullable String checkpoint) {
        Given given = new Given().attempt(state);
        given.number = number;
        given.restoredFrom = restoredFrom;
        given.savepoint = savepoint;
        given.checkpoint = checkpoint;
        given.progress = new Progress(START, null, 0, null, 0, null, 0, 0, 0, 0, 0, 1, at(20), null, null);
        return given.attempt();
    }

    private static Attempt inVain(Attempt attempt) {
        return attempt.with(Progress.NONE);
    }

    /** One that was asked for at that second, and noted as done a minute later. */
    private static Snapshot snapshot(int attempt, @Nullable String path, Snapshot.State state, double second) {
        return new Snapshot(
                "s" + second,
                "job",
                attempt,
                null,
                Snapshot.Kind.SAVEPOINT,
                Snapshot.Reason.PERIODIC,
                state,
                path,
                null,
                at(second),
                at(second + 60));
    }

    private static Instant at(double second) {
        return START.plusMillis(Math.round(second * 1000));
    }
}
