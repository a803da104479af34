package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs as declared intents. */
@RestController
@RequestMapping("/jobs")
class JobController {

    private final Declarations declarations;
    private final Commands commands;
    private final Book book;
    private final ReconcileLoop loop;

    JobController(Declarations declarations, Commands commands, Book book, ReconcileLoop loop) {
        this.declarations = declarations;
        this.commands = commands;
        this.book = book;
        this.loop = loop;
    }

    @PostMapping
    @io.swagger.v3.oas.annotations.Operation(summary = "Declare a job; an empty body means the bundled one")
    @ApiResponse(
            responseCode = "202",
            description = "Declared",
            headers = {
                @Header(name = "Location", schema = @Schema(type = "string")),
                @Header(name = "ETag", schema = @Schema(type = "string"))
            },
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It was there, as it is now; or what a dry run would store",
            content = @Content(schema = @Schema(oneOf = {JobView.class, Declarations.DryRun.class})))
    ResponseEntity<?> declare(
            @Valid @RequestBody(required = false) @Nullable JobRequest request,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable String key) {
        JobRequest wanted = request == null ? JobRequest.EMPTY : request;
        if (dryRun) {
            return ResponseEntity.ok(declarations.tryOut(wanted, key));
        }
        Declarations.Declared declared = declarations.declare(wanted, key);
        return ResponseEntity.status(declared.created() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/jobs/" + declared.job().id()))
                .eTag(tag(declared.job()))
                .body(view(declared.job()));
    }

    @GetMapping
    @io.swagger.v3.oas.annotations.Operation(summary = "All jobs that are not deleted, oldest first")
    List<JobView> jobs() {
        return book.jobs().jobs().stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    @io.swagger.v3.oas.annotations.Operation(summary = "One job, with live figures")
    @ApiResponse(
            responseCode = "200",
            description = "The job",
            headers = @Header(name = "ETag", schema = @Schema(type = "string")))
    ResponseEntity<JobView> job(@PathVariable String id) {
        Job job = commands.job(id);
        return ResponseEntity.ok().eTag(tag(job)).body(view(job));
    }

    @PutMapping("/{id}")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "Make a job something else: it stops with a savepoint and goes on as the new revision")
    @Accepted
    @ApiResponse(
            responseCode = "200",
            description = "It is that already",
            headers = @Header(name = "ETag", schema = @Schema(type = "string")),
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @ApiResponse(responseCode = "412", description = "The job was changed since: If-Match has another ETag")
    @ApiResponse(responseCode = "428", description = "If-Match is missing")
    ResponseEntity<?> upgrade(
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable JobRequest request,
            @Parameter(description = "the ETag of the job this change was made for, or *")
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch) {
        Job job = commands.job(id);
        match(job, ifMatch);
        Optional<Operation> upgrade = declarations.upgrade(job, request == null ? JobRequest.EMPTY : request);
        return upgrade.isPresent()
                ? OperationController.accepted(OperationView.of(upgrade.get()))
                : ResponseEntity.ok().eTag(tag(job)).body(view(job));
    }

    @DeleteMapping("/{id}")
    @io.swagger.v3.oas.annotations.Operation(summary = "Forget a job; it is cancelled first where it may run")
    @Accepted
    ResponseEntity<OperationView> delete(
            @PathVariable String id,
            @Parameter(description = "whether its savepoints are removed before") @RequestParam(defaultValue = "false")
                    boolean disposeSavepoints) {
        return OperationController.accepted(OperationView.of(commands.delete(id, disposeSavepoints)));
    }

    private static void match(Job job, @Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ProblemException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "if-match-needed",
                    "Send the ETag of the job you change as If-Match, or * to change it whatever it is by now.");
        }
        if (!ifMatch.equals("*") && !ifMatch.equals('"' + tag(job) + '"')) {
            throw new ProblemException(
                    HttpStatus.PRECONDITION_FAILED,
                    "job-changed",
                    "The job was changed in between; look at it and try again.",
                    Map.of("job", job.id(), "generation", job.generation()));
        }
    }

    private static String tag(Job job) {
        return Long.toString(job.generation());
    }

    private JobView view(Job job) {
        return JobView.of(job, loop.status(job));
    }
}
