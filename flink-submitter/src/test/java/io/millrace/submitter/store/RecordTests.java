package io.millrace.submitter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** Savepoints, operations, clusters and artifacts. */
class RecordTests extends OnBothDatabases {

    @Test
    void asksForOneSavepointOfAKindAtATime() {
        Attempt attempt = declare("a").attempt();
        String id = ask(attempt, "op1", Snapshot.Kind.SAVEPOINT, Snapshot.Reason.PERIODIC);

        assertThatThrownBy(() -> ask(attempt, null, Snapshot.Kind.SAVEPOINT, Snapshot.Reason.USER))
                .isInstanceOf(DuplicateKeyException.class);
        clock.forward(Duration.ofSeconds(1));
        String stop = ask(attempt, null, Snapshot.Kind.STOP, Snapshot.Reason.SUSPEND);
        assertThat(book.snapshots().snapshots(attempt.jobId()))
                .extracting(Snapshot::id)
                .containsExactly(stop, id);

        book.snapshots().complete(snapshot(id), "file:/savepoint-1", null);
        assertThat(snapshot(id))
                .isEqualTo(new Snapshot(
                        id,
                        attempt.jobId(),
                        1,
                        "op1",
                        Snapshot.Kind.SAVEPOINT,
                        Snapshot.Reason.PERIODIC,
                        Snapshot.State.COMPLETED,
                        "file:/savepoint-1",
                        null,
                        NOW,
                        NOW.plusSeconds(1)));
        ask(attempt, null, Snapshot.Kind.SAVEPOINT, Snapshot.Reason.USER);
    }

    @Test
    void endsSavepoints() {
        Attempt attempt = declare("a").attempt();
        String failed = ask(attempt, null, Snapshot.Kind.STOP, Snapshot.Reason.REPLACE);
        book.snapshots().fail(snapshot(failed), "disk full");
        String disposed = ask(attempt, null, Snapshot.Kind.STOP, Snapshot.Reason.SUSPEND);
        book.snapshots().complete(snapshot(disposed), "file:/savepoint-2", null);
        book.snapshots().dispose(snapshot(disposed));
        String abandoned = ask(attempt, null, Snapshot.Kind.STOP, Snapshot.Reason.SUSPEND);
        book.snapshots().endPending(attempt, "the job has ended");

        assertThat(snapshot(failed).state()).isEqualTo(Snapshot.State.FAILED);
        assertThat(snapshot(failed).failure()).isEqualTo("disk full");
        assertThat(snapshot(disposed).state()).isEqualTo(Snapshot.State.DISPOSED);
        assertThat(snapshot(disposed).path()).isEqualTo("file:/savepoint-2");
        assertThat(snapshot(abandoned).failure()).isEqualTo("the job has ended");
        assertThat(snapshot(abandoned).endedAt()).isEqualTo(NOW);
        assertThat(snapshot(abandoned).pending()).isFalse();
    }

    @Test
    void knowsTheNewestSavepointOfEachKind() {
        Attempt attempt = declare("a").attempt();
        Attempt deleted = declare("b").attempt();
        ask(deleted, null, Snapshot.Kind.STOP, Snapshot.Reason.SUSPEND);
        book.attempts().end(deleted, AttemptState.STOPPED, null);
        book.jobs().forget(deleted.jobId());
        String old = ask(attempt, null, Snapshot.Kind.SAVEPOINT, Snapshot.Reason.USER);
        book.snapshots().fail(snapshot(old), "disk full");
        String stop = ask(attempt, null, Snapshot.Kind.STOP, Snapshot.Reason.SUSPEND);
        clock.forward(Duration.ofSeconds(1));
        String newest = ask(attempt, null, Snapshot.Kind.SAVEPOINT, Snapshot.Reason.USER);

        assertThat(book.snapshots().newest()).containsExactlyInAnyOrder(snapshot(stop), snapshot(newest));
    }

    @Test
    void endsTheOperationItIsAskedToEndAndNoOther() {
        Job job = declare("a");
        Operation first = operation(book.operations().open(job, Operation.Kind.UPGRADE, 2));
        Operation second = operation(book.operations().open(job, Operation.Kind.STOP, 1));

        assertThat(book.operations().end(first, Operation.State.SUCCEEDED, "Stable."))
                .isFalse();
        assertThat(book.operations().end(second, Operation.State.SUCCEEDED, "Stopped."))
                .isTrue();
        assertThat(operation(first.id()).detail()).isEqualTo("Another command took its place: STOP.");
        assertThat(operation(second.id()).state()).isEqualTo(Operation.State.SUCCEEDED);
    }

    @Test
    void hasOneOperationOfAJobUnderWay() {
        Job job = declare("a");
        String first = book.operations().open(job, Operation.Kind.UPGRADE, 2);
        clock.forward(Duration.ofSeconds(1));
        String second = book.operations().open(job, Operation.Kind.STOP, 1);

        assertThat(book.operations().operation(first))
                .contains(new Operation(
                        first,
                        job.id(),
                        Operation.Kind.UPGRADE,
                        Operation.State.FAILED,
                        2,
                        1,
                        "Another command took its place: STOP.",
                        NOW,
                        NOW.plusSeconds(1)));
        Operation open = new Operation(
                second, job.id(), Operation.Kind.STOP, Operation.State.RUNNING, 1, 1, null, NOW.plusSeconds(1), null);
        assertThat(book.operations().open()).containsExactly(open);
        assertThat(book.operations().newest(job.id())).contains(open);

        book.operations().end(job.id(), Operation.State.SUCCEEDED, "Stopped.");
        book.operations().end(job.id(), Operation.State.FAILED, "Once more.");
        assertThat(book.operations().open()).isEmpty();
        assertThat(book.operations().operation(second).orElseThrow().detail()).isEqualTo("Stopped.");
    }

    @Test
    void knowsTheNewestIncarnationOfACluster() {
        String flink = "http://localhost:8081";
        assertThat(book.clusters().incarnation(flink)).isEmpty();

        book.clusters().incarnation(flink, "first");
        book.clusters().incarnation(flink, "second");

        assertThat(book.clusters().incarnation(flink)).contains("second");
    }

    @Test
    void knowsArtifactsByTheirContent() {
        Artifact old = new Artifact(JAR, "a.jar", "a.Main", 123, NOW);
        Artifact newer = new Artifact(JAR.replace('0', '1'), "b.jar", null, 5_000_000_000L, NOW.plusSeconds(1));

        book.artifacts().add(old);
        book.artifacts().add(newer);

        assertThat(book.artifacts().artifacts(10)).containsExactly(newer, old);
        assertThat(book.artifacts().artifacts(1)).containsExactly(newer);
        assertThat(book.artifacts().artifact(JAR)).contains(old);
        assertThat(book.artifacts().artifact("other")).isEmpty();
        assertThatThrownBy(() -> book.artifacts().add(old)).isInstanceOf(DuplicateKeyException.class);
        book.artifacts().remove(old);
        assertThat(book.artifacts().artifacts(10)).containsExactly(newer);
    }

    private Operation operation(String id) {
        return book.operations().operation(id).orElseThrow();
    }

    private Snapshot snapshot(String id) {
        return book.snapshots().snapshot(id).orElseThrow();
    }

    @Test
    void asksForNoSavepointOfAnAttemptThatHasEnded() {
        Attempt attempt = declare("a").attempt();
        book.attempts().end(attempt, AttemptState.CANCELLED, null);

        assertThat(book.snapshots().ask(attempt, null, Snapshot.Kind.SAVEPOINT, Snapshot.Reason.USER))
                .isEmpty();
        assertThat(book.snapshots().newest()).isEmpty();
    }

    private String ask(Attempt attempt, @Nullable String operation, Snapshot.Kind kind, Snapshot.Reason reason) {
        return book.snapshots().ask(attempt, operation, kind, reason).orElseThrow();
    }
}
