package io.millrace.submitter.flink;

import io.millrace.submitter.flink.FlinkCalls.Errors;
import io.millrace.submitter.flink.FlinkCalls.Exceptions;
import io.millrace.submitter.flink.FlinkCalls.Job;
import io.millrace.submitter.flink.FlinkCalls.Jobs;
import io.millrace.submitter.flink.FlinkCalls.Metric;
import io.millrace.submitter.flink.FlinkCalls.Operation;
import io.millrace.submitter.flink.FlinkCalls.RunAnswer;
import io.millrace.submitter.flink.FlinkCalls.StopAnswer;
import io.millrace.submitter.flink.FlinkCalls.StopRequest;
import io.millrace.submitter.flink.FlinkCalls.UploadedJar;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Flink's REST API (2.x), typed.
 *
 * <p>Every method throws {@link FlinkUnreachableException} when there is no (readable) answer and
 * {@link FlinkRefusedException} when Flink answers with an error, unless it says otherwise. Source of the facts: the
 * REST API documentation of Flink 2.3 and its handlers.
 */
public final class FlinkClient {

    /** A name has up to 110 characters, and Flink takes 4096 in the first line of a request. */
    private static final int METRICS_AT_ONCE = 10;

    private final URI url;
    private final RestClient quick;
    private final RestClient patient;

    FlinkClient(URI url, RestClient quick, RestClient patient) {
        this.url = url;
        this.quick = quick;
        this.patient = patient;
    }

    /** Where the cluster is asked. */
    public URI url() {
        return url;
    }

    public ClusterOverview overview() {
        return answered(
                "GET /overview", () -> quick.get().uri("/overview").retrieve().body(ClusterOverview.class));
    }

    /** The states of all jobs the cluster knows, ended ones included, by job id. */
    public Map<String, FlinkState> jobStates() {
        Jobs jobs = answered(
                "GET /jobs/overview",
                () -> quick.get().uri("/jobs/overview").retrieve().body(Jobs.class));
        return jobs.jobs().stream().collect(Collectors.toUnmodifiableMap(Job::id, Job::state));
    }

    /** Empty when the cluster does not know the job. Up to three seconds old: Flink caches it. */
    public Optional<JobDetails> job(String jobId) {
        return found(() -> answered(
                "GET /jobs/" + jobId,
                () -> quick.get().uri("/jobs/{id}", jobId).retrieve().body(JobDetails.class)));
    }

    /** Empty when the cluster does not know the job, or the job takes no checkpoints. */
    public Optional<CheckpointReport> checkpoints(String jobId) {
        return found(() -> answered(
                "GET /jobs/" + jobId + "/checkpoints",
                () -> quick.get()
                        .uri("/jobs/{id}/checkpoints", jobId)
                        .retrieve()
                        .body(CheckpointReport.class)));
    }

    /** The innermost cause of the newest failure, if there was one. */
    public Optional<String> rootCause(String jobId) {
        return found(() -> answered(
                        "GET /jobs/" + jobId + "/exceptions",
                        () -> quick.get()
                                .uri("/jobs/{id}/exceptions", jobId)
                                .retrieve()
                                .body(Exceptions.class)))
                .map(Exceptions::exceptionHistory)
                .flatMap(history -> history.entries().stream().findFirst())
                .map(failed -> RootCause.of(failed.stacktrace()));
    }

    /** How often the job was restarted by Flink itself, once Flink has the figure. */
    public Optional<Long> restarts(String jobId) {
        Metric[] metrics = answered(
                "GET /jobs/" + jobId + "/metrics",
                () -> quick.get()
                        .uri("/jobs/{id}/metrics?get=numRestarts", jobId)
                        .retrieve()
                        .body(Metric[].class));
        return Stream.of(metrics)
                .map(Metric::value)
                .filter(Objects::nonNull)
                .map(Long::valueOf)
                .findFirst();
    }

    /** Records per second through the job's sources and sinks. */
    public Throughput throughput(JobDetails job) {
        Throughput sum = Throughput.NONE;
        for (JobDetails.Vertex vertex : job.vertices()) {
            sum = sum.plus(sums(job.id(), vertex.id()));
        }
        return sum;
    }

    private List<Metric> sums(String jobId, String vertexId) {
        String path = "/jobs/{job}/vertices/{vertex}/subtasks/metrics";
        Metric[] known = answered(
                "GET the metrics of a vertex",
                () -> quick.get().uri(path, jobId, vertexId).retrieve().body(Metric[].class));
        List<String> names =
                Stream.of(known).map(Metric::id).filter(Throughput::counts).toList();
        List<Metric> sums = new ArrayList<>();
        for (int from = 0; from < names.size(); from += METRICS_AT_ONCE) {
            String some = String.join(",", names.subList(from, Math.min(names.size(), from + METRICS_AT_ONCE)));
            sums.addAll(List.of(answered(
                    "GET the metrics of a vertex",
                    () -> quick.get()
                            .uri(path + "?agg=sum&get={names}", jobId, vertexId, some)
                            .retrieve()
                            .body(Metric[].class))));
        }
        return sums;
    }

    /** Uploads a jar; the answer is its id for {@link #run} and {@link #deleteJar}. */
    public String upload(Path jar) {
        var parts = new LinkedMultiValueMap<String, Object>();
        parts.add("jarfile", new FileSystemResource(jar));
        UploadedJar uploaded = answered(
                "POST /jars/upload",
                () -> patient.post()
                        .uri("/jars/upload")
                        .contentType(MediaType.MULTIPART_FORM_DATA)
                        .body(parts)
                        .retrieve()
                        .body(UploadedJar.class));
        return uploaded.filename().substring(uploaded.filename().lastIndexOf('/') + 1);
    }

    /** Runs the {@code main} of an uploaded jar, which submits the job under the id given in the request. */
    public void run(String jarId, RunRequest request) {
        answered(
                "POST /jars/:jarid/run",
                () -> patient.post()
                        .uri("/jars/{id}/run", jarId)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(request)
                        .retrieve()
                        .body(RunAnswer.class));
    }

    public void deleteJar(String jarId) {
        answered(
                "DELETE /jars/:jarid",
                () -> quick.delete().uri("/jars/{id}", jarId).retrieve().toBodilessEntity());
    }

    /** Asks for a stop with savepoint; repeating it with the same trigger id does nothing new. */
    public void stop(String jobId, String triggerId) {
        answered(
                "POST /jobs/" + jobId + "/stop",
                () -> quick.post()
                        .uri("/jobs/{id}/stop", jobId)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(new StopRequest(triggerId, false))
                        .retrieve()
                        .toBodilessEntity());
    }

    public StopProgress stopProgress(String jobId, String triggerId) {
        return found(() -> answered(
                        "GET /jobs/" + jobId + "/savepoints/" + triggerId,
                        () -> quick.get()
                                .uri("/jobs/{id}/savepoints/{trigger}", jobId, triggerId)
                                .retrieve()
                                .body(StopAnswer.class)))
                .map(FlinkClient::progress)
                .orElse(StopProgress.UNKNOWN);
    }

    public void cancel(String jobId) {
        answered(
                "PATCH /jobs/" + jobId,
                () -> quick.patch()
                        .uri("/jobs/{id}?mode=cancel", jobId)
                        .retrieve()
                        .toBodilessEntity());
    }

    private static StopProgress progress(StopAnswer answer) {
        Operation operation = answer.operation();
        if (!"COMPLETED".equals(answer.status().id()) || operation == null) {
            return new StopProgress(StopProgress.Step.IN_PROGRESS, null, null);
        }
        // "COMPLETED" includes failures: only the location tells a success.
        if (operation.location() != null) {
            return new StopProgress(StopProgress.Step.DONE, operation.location(), null);
        }
        String trace = operation.failure() == null ? null : operation.failure().stackTrace();
        return new StopProgress(StopProgress.Step.FAILED, null, trace == null ? "unknown" : RootCause.of(trace));
    }

    private <T> T answered(String call, Supplier<@Nullable T> request) {
        try {
            T answer = request.get();
            if (answer == null) {
                throw new FlinkUnreachableException(
                        call + " at " + url + " was answered without a body", new IllegalStateException(call));
            }
            return answer;
        } catch (RestClientResponseException refused) {
            throw new FlinkRefusedException(call, refused.getStatusCode().value(), words(refused));
        } catch (ResourceAccessException unreachable) {
            Throwable cause = unreachable.getCause() == null ? unreachable : unreachable.getCause();
            throw new FlinkUnreachableException(
                    "Flink at " + url + " gives no answer to " + call + ": " + cause, unreachable);
        } catch (RestClientException unreadable) {
            throw new FlinkUnreachableException(
                    call + " at " + url + " was not answered as Flink does: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String words(RestClientResponseException refused) {
        try {
            Errors errors = refused.getResponseBodyAs(Errors.class);
            if (errors != null && !errors.errors().isEmpty()) {
                return errors.errors().get(errors.errors().size() - 1);
            }
        } catch (RestClientException notFlinks) {
            // A proxy's page or an older Flink: its own words are the next best thing.
            return refused.getResponseBodyAsString();
        }
        return refused.getResponseBodyAsString();
    }

    private static <T> Optional<T> found(Supplier<T> request) {
        try {
            return Optional.of(request.get());
        } catch (FlinkRefusedException refused) {
            if (refused.status() == HttpStatus.NOT_FOUND.value()) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
