package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.flink.CheckpointReport;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.JobFailure;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Event;
import io.millrace.submitter.store.Revision;
import io.millrace.submitter.store.Snapshot;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of a job up to now. */
@RestController
@RequestMapping("/jobs/{id}")
class HistoryController {

    private final Commands commands;
    private final Book book;
    private final FlinkClient flink;

    HistoryController(Commands commands, Book book, FlinkClient flink) {
        this.commands = commands;
        this.book = book;
        this.flink = flink;
    }

    @GetMapping("/attempts")
    @io.swagger.v3.oas.annotations.Operation(summary = "The tries to run the job, newest first")
    List<AttemptView> attempts(
            @PathVariable String id, @RequestParam(defaultValue = "100") @Positive @Max(10_000) int limit) {
        return book.attempts().attempts(commands.job(id).id(), limit).stream()
                .map(AttemptView::of)
                .toList();
    }

    @GetMapping("/revisions")
    @io.swagger.v3.oas.annotations.Operation(summary = "What the job was meant to be, newest first")
    List<Revision> revisions(
            @PathVariable String id, @RequestParam(defaultValue = "100") @Positive @Max(10_000) int limit) {
        return book.revisions().revisions(commands.job(id).id(), limit);
    }

    @GetMapping("/savepoints")
    @io.swagger.v3.oas.annotations.Operation(summary = "The job's savepoints, newest first")
    List<Snapshot> savepoints(
            @PathVariable String id, @RequestParam(defaultValue = "100") @Positive @Max(10_000) int limit) {
        return book.snapshots().snapshots(commands.job(id).id(), limit);
    }

    @GetMapping("/events")
    @io.swagger.v3.oas.annotations.Operation(summary = "What happened to the job, newest first")
    List<Event> events(@PathVariable String id, @RequestParam(defaultValue = "100") @Positive @Max(10_000) int limit) {
        return book.events().events(commands.job(id).id(), limit);
    }

    @GetMapping("/exceptions")
    @io.swagger.v3.oas.annotations.Operation(summary = "The newest failures Flink knows of the newest attempt")
    List<JobFailure> exceptions(@PathVariable String id) {
        return flink.exceptions(commands.job(id).attempt().flinkJobId());
    }

    @GetMapping("/checkpoints")
    @io.swagger.v3.oas.annotations.Operation(summary = "The checkpoints Flink knows of the newest attempt")
    CheckpointReport checkpoints(@PathVariable String id) {
        String flinkJobId = commands.job(id).attempt().flinkJobId();
        return flink.checkpoints(flinkJobId)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "no-checkpoints",
                        "The cluster does not know the Flink job " + flinkJobId + ", or it takes no checkpoints."));
    }
}
