package io.millrace.bench.submit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.bench.stream.Patience;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.JobDetails;
import java.util.List;
import java.util.Objects;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

/** The jobs of a cluster, through Flink's REST API alone. */
final class ClusterJobs {
    private final RestClient flink;

    /** @param port of the cluster's REST API, on loopback */
    ClusterJobs(int port) {
        this.flink = RestClient.create("http://127.0.0.1:" + port);
    }

    /** Whether there is a job that runs with all tasks of all its vertices. */
    boolean running() {
        return live().stream().anyMatch(this::runs);
    }

    /** Cancels what runs and waits until it has ended. */
    void cancel() throws InterruptedException {
        live().forEach(id ->
                flink.patch().uri("/jobs/{id}?mode=cancel", id).retrieve().toBodilessEntity());
        Patience.until("the job is cancelled", () -> live().isEmpty());
    }

    private boolean runs(String id) {
        try {
            return Objects.requireNonNull(
                            flink.get().uri("/jobs/{id}", id).retrieve().body(JobDetails.class))
                    .allVerticesRunning();
        } catch (HttpClientErrorException.NotFound | HttpServerErrorException.InternalServerError notNow) {
            // not there yet; or the submitter asked meanwhile, for whom Flink breaks off an answer that it still waits
            // for
            return false;
        }
    }

    private List<String> live() {
        return Objects.requireNonNull(
                        flink.get().uri("/jobs/overview").retrieve().body(Overview.class))
                .jobs()
                .stream()
                .filter(job -> !job.state().ended())
                .map(Job::id)
                .toList();
    }

    private record Overview(List<Job> jobs) {}

    private record Job(@JsonProperty("jid") String id, FlinkState state) {}
}
