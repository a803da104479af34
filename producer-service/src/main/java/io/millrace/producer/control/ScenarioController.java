package io.millrace.producer.control;

import io.millrace.producer.live.LiveStream;
import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioDescription;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.service.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Scenarios, started and shown over HTTP. */
@RestController
class ScenarioController {
    private static final String PATH = "/generation/scenarios";

    private final LiveStream stream;

    ScenarioController(LiveStream stream) {
        this.stream = stream;
    }

    /**
     * @param available what can be started
     * @param runs what was started, oldest first
     */
    record Scenarios(List<ScenarioDescription> available, List<RunStatus> runs) {}

    @Operation(summary = "The scenarios there are, and all runs with the sequences they have")
    @GetMapping(PATH)
    Scenarios scenarios() {
        RunStatus.View view = RunStatus.view(stream);
        return new Scenarios(
                stream.source().scenarios().descriptions(),
                view.moment().runs().all().stream().map(view::of).toList());
    }

    @Operation(summary = "One run")
    @GetMapping(PATH + "/{number}")
    RunStatus run(@PathVariable int number) {
        RunStatus.View view = RunStatus.view(stream);
        List<PlacedRun> runs = view.moment().runs().all();
        if (number < 1 || number > runs.size()) {
            throw new ProblemException(
                    HttpStatus.NOT_FOUND,
                    "unknown-run",
                    "There is no run " + number + "; this stream has had " + runs.size() + ".");
        }
        return view.of(runs.get(number - 1));
    }

    @Operation(summary = "Plays a scenario into the stream; what is left out is the scenario's choice")
    @PostMapping(PATH)
    ResponseEntity<RunStatus> start(@RequestBody ScenarioRequest request) throws ScenarioException {
        PlacedRun run = stream.startScenario(request);
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, PATH + "/" + run.run().number())
                .body(RunStatus.view(stream).of(run));
    }

    @ExceptionHandler
    ProblemException refused(ScenarioException e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.code()) {
            case "unknown-scenario" ->
                new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, e.code(), detail, Map.of("available", names()));
            case "bad-parameter" -> new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, e.code(), detail);
            default -> new ProblemException(HttpStatus.CONFLICT, e.code(), detail);
        };
    }

    private List<String> names() {
        return stream.source().scenarios().descriptions().stream()
                .map(ScenarioDescription::name)
                .toList();
    }
}
