package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.Start;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What is asked of jobs, and how far that is. */
@RestController
class OperationController {

    private final Commands commands;
    private final Revisions revisions;
    private final Book book;

    OperationController(Commands commands, Revisions revisions, Book book) {
        this.commands = commands;
        this.revisions = revisions;
        this.book = book;
    }

    /**
     * Body of {@code POST /jobs/{id}/resume}, which may be empty.
     *
     * @param savepoint a checkpoint or savepoint to start from; default: the newest state the job left
     * @param fromNothing whether to start without any state; default: false
     */
    record ResumeRequest(
            @Nullable @Size(min = 1, max = 2000) @Line String savepoint,
            @Nullable Boolean fromNothing) {

        boolean withoutState() {
            return Boolean.TRUE.equals(fromNothing);
        }
    }

    /** Body of {@code POST /jobs/{id}/rescale}. */
    record RescaleRequest(
            @Positive @Max(JobRequest.MAX_PARALLELISM) int parallelism) {}

    @PostMapping("/jobs/{id}/stop")
    @Accepted
    @io.swagger.v3.oas.annotations.Operation(summary = "Stop a job with a savepoint")
    ResponseEntity<OperationView> stop(@PathVariable String id) {
        return accepted(OperationView.of(commands.stop(id)));
    }

    @PostMapping("/jobs/{id}/cancel")
    @Accepted
    @io.swagger.v3.oas.annotations.Operation(summary = "Cancel a job, without a savepoint")
    ResponseEntity<OperationView> cancel(@PathVariable String id) {
        return accepted(OperationView.of(commands.cancel(id)));
    }

    @PostMapping("/jobs/{id}/resume")
    @Accepted
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Run an ended job again, from the newest state it left unless told otherwise")
    ResponseEntity<OperationView> resume(
            @PathVariable String id, @Valid @RequestBody(required = false) @Nullable ResumeRequest request) {
        return accepted(OperationView.of(commands.resume(id, start(request))));
    }

    @PostMapping("/jobs/{id}/restart")
    @Accepted
    @io.swagger.v3.oas.annotations.Operation(summary = "Stop a job with a savepoint and run it again from there")
    ResponseEntity<OperationView> restart(@PathVariable String id) {
        return accepted(OperationView.of(commands.restart(id)));
    }

    @PostMapping("/jobs/{id}/rollback")
    @Accepted
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Go back to the revision that was stable before, with the state of now")
    ResponseEntity<OperationView> rollback(@PathVariable String id) {
        return accepted(OperationView.of(commands.rollback(id)));
    }

    @PostMapping("/jobs/{id}/rescale")
    @Accepted
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Change a job's parallelism: as it runs where the scheduler is adaptive, else by a restart")
    ResponseEntity<OperationView> rescale(@PathVariable String id, @Valid @RequestBody RescaleRequest request) {
        Job job = commands.job(id);
        return revisions
                .revise(job, job.wanted().spec().at(request.parallelism()), Operation.Kind.RESCALE)
                .map(operation -> accepted(OperationView.of(operation)))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.CONFLICT, "parallelism-unchanged", "The job has that parallelism."));
    }

    @GetMapping("/operations/{id}")
    @io.swagger.v3.oas.annotations.Operation(summary = "How far something is that was asked of a job")
    OperationView operation(@PathVariable String id) {
        return book.operations()
                .operation(id)
                .map(OperationView::of)
                .or(() -> book.snapshots().snapshot(id).map(OperationView::of))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "operation-not-found", "There is no operation '" + id + "'."));
    }

    @PostMapping("/jobs/{id}/savepoints")
    @Accepted
    @io.swagger.v3.oas.annotations.Operation(summary = "Write a savepoint of a running job")
    ResponseEntity<OperationView> savepoint(@PathVariable String id) {
        Snapshot snapshot = commands.savepoint(id);
        return accepted(OperationView.of(snapshot));
    }

    static ResponseEntity<OperationView> accepted(OperationView operation) {
        return ResponseEntity.accepted()
                .location(URI.create("/operations/" + operation.id()))
                .body(operation);
    }

    private static @Nullable Start start(@Nullable ResumeRequest request) {
        if (request == null || (request.savepoint() == null && !request.withoutState())) {
            return null;
        }
        if (request.savepoint() != null && request.withoutState()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "bad-start", "Give 'savepoint' or 'fromNothing', not both.");
        }
        // Which state is chosen by hand is for whoever chose it to know: it may be an older one.
        return Start.of(request.savepoint(), true);
    }
}
