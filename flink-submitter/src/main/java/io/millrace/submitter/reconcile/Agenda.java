package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from the book what there is to look after. */
final class Agenda {

    private final Book book;

    Agenda(Book book) {
        this.book = book;
    }

    /** All jobs that are not deleted, each with what is under way for it. */
    List<Managed> jobs() {
        // The jobs last: an operation is never taken for one of a state of its job from before it was asked.
        Map<String, Operation> operations =
                book.operations().open().stream().collect(Collectors.toMap(Operation::jobId, Function.identity()));
        Map<String, List<Snapshot>> snapshots =
                book.snapshots().newest().stream().collect(Collectors.groupingBy(Snapshot::jobId));
        return book.jobs().jobs().stream()
                .map(job -> managed(job, operations.get(job.id()), snapshots.getOrDefault(job.id(), List.of())))
                .toList();
    }

    private static Managed managed(Job job, @Nullable Operation operation, List<Snapshot> snapshots) {
        return new Managed(
                job,
                operation,
                snapshots.stream()
                        .filter(snapshot -> snapshot.kind() == Snapshot.Kind.STOP && counts(snapshot, job, operation))
                        .findFirst()
                        .orElse(null),
                snapshots.stream()
                        .filter(snapshot -> snapshot.kind() == Snapshot.Kind.SAVEPOINT)
                        .findFirst()
                        .orElse(null));
    }

    /** A stop of an earlier operation, or of an earlier attempt, says nothing of this one. */
    private static boolean counts(Snapshot stop, Job job, @Nullable Operation operation) {
        boolean asked = operation != null && operation.id().equals(stop.operation());
        return stop.attempt() == job.attempt().number() && (stop.pending() || asked);
    }
}
