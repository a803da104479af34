package io.millrace.submitter.api;

import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.JobStore;
import io.millrace.submitter.store.NewJob;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/jobs")
class JobController {

    private final Declarations declarations;
    private final Commands commands;
    private final JobStore store;
    private final ReconcileLoop loop;

    JobController(Declarations declarations, Commands commands, JobStore store, ReconcileLoop loop) {
        this.declarations = declarations;
        this.commands = commands;
        this.store = store;
        this.loop = loop;
    }

    /** What {@code POST /jobs?dryRun=true} answers: what would be stored. */
    record DryRun(String name, JobSpec spec, boolean exists) {}

    @PostMapping
    @Operation(summary = "Declare a job; an empty body means the bundled one")
    ResponseEntity<Object> declare(
            @Valid @RequestBody(required = false) @Nullable JobRequest request,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable String key) {
        NewJob wanted = declarations.check(request == null ? JobRequest.EMPTY : request, key);
        if (dryRun) {
            boolean exists = declarations.existing(wanted).isPresent();
            return ResponseEntity.ok(new DryRun(wanted.name(), wanted.spec(), exists));
        }
        Declarations.Declared declared = declarations.declare(wanted);
        return ResponseEntity.status(declared.created() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .location(URI.create("/jobs/" + declared.job().id()))
                .body(view(declared.job()));
    }

    @GetMapping
    @Operation(summary = "All jobs that are not deleted, oldest first")
    List<JobView> jobs() {
        return store.jobs().stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One job, with live figures")
    JobView job(@PathVariable String id) {
        return view(commands.job(id));
    }

    @PostMapping("/{id}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Stop a job with a savepoint")
    JobView stop(@PathVariable String id) {
        return view(commands.stop(id));
    }

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Cancel a job, without a savepoint")
    JobView cancel(@PathVariable String id) {
        return view(commands.cancel(id));
    }

    @PostMapping("/{id}/resume")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Run an ended job again, from the newest state it left")
    JobView resume(@PathVariable String id) {
        return view(commands.resume(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forget an ended job")
    void delete(@PathVariable String id) {
        commands.delete(id);
    }

    private JobView view(Job job) {
        return JobView.of(job, loop.status(job));
    }
}
