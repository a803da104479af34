package io.millrace.submitter.flink;

import io.millrace.submitter.flink.FlinkCalls.Bounds;
import io.millrace.submitter.flink.FlinkCalls.CheckpointConfig;
import io.millrace.submitter.flink.FlinkCalls.ConfigurationEntry;
import io.millrace.submitter.flink.FlinkCalls.DisposalRequest;
import io.millrace.submitter.flink.FlinkCalls.Exceptions;
import io.millrace.submitter.flink.FlinkCalls.ExecutionResult;
import io.millrace.submitter.flink.FlinkCalls.Jar;
import io.millrace.submitter.flink.FlinkCalls.Jars;
import io.millrace.submitter.flink.FlinkCalls.Job;
import io.millrace.submitter.flink.FlinkCalls.Jobs;
import io.millrace.submitter.flink.FlinkCalls.OperationAnswer;
import io.millrace.submitter.flink.FlinkCalls.Requirement;
import io.millrace.submitter.flink.FlinkCalls.Requirements;
import io.millrace.submitter.flink.FlinkCalls.RunAnswer;
import io.millrace.submitter.flink.FlinkCalls.SavepointRequest;
import io.millrace.submitter.flink.FlinkCalls.StopRequest;
import io.millrace.submitter.flink.FlinkCalls.Triggered;
import io.millrace.submitter.flink.FlinkCalls.UploadedJar;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;

/**
 * Flink's REST API (2.x), typed.
 *
 * <p>Every method throws {@link FlinkUnreachableException} when there is no (readable) answer and
 * {@link FlinkRefusedException} when Flink answers with an error, unless it says otherwise. Source of the facts: the
 * REST API documentation of Flink 2.3 and its handlers; {@code FlinkContractIT} holds a real cluster to them.
 */
public final class FlinkClient {

    private static final Duration POLL = Duration.ofMillis(100);

    private final FlinkHttp quick;
    private final FlinkHttp patient;
    private final FlinkMetrics metrics;

    /**
     * @param patient for an upload, which moves a whole jar, and a run, which answers only after the job's {@code main}
     */
    FlinkClient(FlinkHttp quick, FlinkHttp patient) {
        this.quick = quick;
        this.patient = patient;
        this.metrics = new FlinkMetrics(quick);
    }

    /** A client of the cluster whose REST API is there. */
    public static FlinkClient of(URI url) {
        return FlinkConfiguration.client(url);
    }

    /** Where the cluster is asked. */
    public URI url() {
        return quick.url();
    }

    public ClusterOverview overview() {
        return quick.get("/overview").read(ClusterOverview.class);
    }

    /** The JobManager's own configuration, with secrets masked by Flink. */
    public Map<String, String> jobManagerConfiguration() {
        return Stream.of(quick.get("/jobmanager/config").read(ConfigurationEntry[].class))
                .collect(Collectors.toUnmodifiableMap(ConfigurationEntry::key, ConfigurationEntry::value));
    }

    public WebConfiguration webConfiguration() {
        return quick.get("/config").read(WebConfiguration.class);
    }

    /** The states of all jobs the cluster knows, ended ones included, by job id. */
    public Map<String, FlinkState> jobStates() {
        Jobs jobs = quick.get("/jobs/overview").read(Jobs.class);
        return jobs.jobs().stream().collect(Collectors.toUnmodifiableMap(Job::id, Job::state));
    }

    /** Empty when the cluster does not know the job. Up to three seconds old: Flink caches it. */
    public Optional<JobDetails> job(String jobId) {
        return quick.get("/jobs/{id}", jobId).find(JobDetails.class);
    }

    /**
     * Empty when the cluster does not know the job, or it is a batch job. A streaming job without checkpoints has an empty
     * report, as it may have savepoints.
     */
    public Optional<CheckpointReport> checkpoints(String jobId) {
        return quick.get("/jobs/{id}/checkpoints", jobId).find(CheckpointReport.class);
    }

    /** Empty when the cluster does not know the job, or it is a batch job, which takes none. */
    public Optional<CheckpointSettings> checkpointSettings(String jobId) {
        return quick.get("/jobs/{id}/checkpoints/config", jobId)
                .find(CheckpointConfig.class)
                .map(CheckpointSettings::of);
    }

    /** The newest failures, newest first, up to twenty; none when the cluster does not know the job. */
    public List<JobFailure> exceptions(String jobId) {
        return quick.get("/jobs/{id}/exceptions", jobId)
                .find(Exceptions.class)
                .map(Exceptions::exceptionHistory)
                .map(history -> history.entries().stream().map(JobFailure::of).toList())
                .orElse(List.of());
    }

    /** What an ended job failed with; {@link #exceptions} does not have it where the job never came to run. */
    public Optional<JobFailure> lastFailure(JobDetails job) {
        long endedAt = job.startTime() + job.duration();
        return quick.get("/jobs/{id}/execution-result", job.id())
                .find(ExecutionResult.class)
                .map(ExecutionResult::failure)
                .map(failure -> JobFailure.of(endedAt, failure));
    }

    /** How often the job was restarted by Flink itself, once Flink has the figure. */
    public Optional<Long> restarts(String jobId) {
        return metrics.restarts(jobId);
    }

    /** Records per second through the job's sources and sinks. */
    public Throughput throughput(JobDetails job) {
        return metrics.throughput(job);
    }

    /**
     * Asks that all vertices of a running job have this parallelism as soon as there are slots for it, and fewer until
     * then: the lower bound is one, Flink's default, so that a want of slots does not end the job. Asking again changes
     * nothing.
     *
     * <p>Refused with 500 where the job does not run in the adaptive scheduler, and with 400 above the maximum parallelism
     * of a vertex.
     */
    public void requireParallelism(JobDetails job, int parallelism) {
        String path = "/jobs/{id}/resource-requirements";
        Requirements wanted = new Requirements();
        job.vertices().forEach(vertex -> wanted.put(vertex.id(), new Requirement(new Bounds(1, parallelism))));
        if (!quick.get(path, job.id()).read(Requirements.class).equals(wanted)) {
            quick.put(path, job.id()).json(wanted).send();
        }
    }

    public void cancel(String jobId) {
        quick.patch("/jobs/{id}?mode=cancel", jobId).send();
    }

    /** The ids of all uploaded jars. Flink opens each of them to answer, so this is nothing to ask often. */
    public List<String> jarIds() {
        return quick.get("/jars").read(Jars.class).files().stream().map(Jar::id).toList();
    }

    /**
     * Uploads a jar; the answer is its id for {@link #run} and {@link #deleteJar}: a random part, {@code _} and the name.
     *
     * @param name the file name it has there, ending in {@code .jar}
     */
    public String upload(Path jar, String name) {
        var parts = new LinkedMultiValueMap<String, Object>();
        parts.add("jarfile", new FileSystemResource(jar) {
            @Override
            public String getFilename() {
                return name;
            }
        });
        UploadedJar uploaded = patient.post("/jars/upload")
                .body(MediaType.MULTIPART_FORM_DATA, parts)
                .read(UploadedJar.class);
        return uploaded.filename().substring(uploaded.filename().lastIndexOf('/') + 1);
    }

    /** Runs the {@code main} of an uploaded jar, which submits the job under the id given in the request. */
    public void run(String jarId, RunRequest request) {
        patient.post("/jars/{id}/run", jarId).json(request).read(RunAnswer.class);
    }

    public void deleteJar(String jarId) {
        quick.delete("/jars/{id}", jarId).send();
    }

    /**
     * Asks for a savepoint; repeating it with the same trigger id does nothing new while Flink still knows that id.
     *
     * @param triggerId 32 hexadecimal digits
     * @param targetDirectory the folder to write it into; null for the cluster's own
     */
    public void savepoint(String jobId, String triggerId, @Nullable String targetDirectory) {
        quick.post("/jobs/{id}/savepoints", jobId)
                .json(new SavepointRequest(triggerId, targetDirectory))
                .send();
    }

    /** Asks for a stop with savepoint; trigger id and folder are as in {@link #savepoint}. */
    public void stop(String jobId, String triggerId, @Nullable String targetDirectory) {
        quick.post("/jobs/{id}/stop", jobId)
                .json(new StopRequest(triggerId, targetDirectory, false))
                .send();
    }

    /** How far a savepoint or a stop is. */
    public SavepointProgress savepointProgress(String jobId, String triggerId) {
        return quick.get("/jobs/{id}/savepoints/{trigger}", jobId, triggerId)
                .find(OperationAnswer.class)
                .map(SavepointProgress::of)
                .orElse(SavepointProgress.UNKNOWN);
    }

    /** Asks that a savepoint be removed; the answer is the trigger id for {@link #disposal}. */
    public String dispose(String path) {
        return quick.post("/savepoint-disposal")
                .json(new DisposalRequest(path))
                .read(Triggered.class)
                .triggerId();
    }

    /** How far a removal is. */
    public DisposalProgress disposal(String triggerId) {
        return quick.get("/savepoint-disposal/{trigger}", triggerId)
                .find(OperationAnswer.class)
                .map(DisposalProgress::of)
                .orElse(DisposalProgress.UNKNOWN);
    }

    /** Waits for a removal to end, for so long. */
    public DisposalProgress awaitDisposal(String triggerId, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        DisposalProgress progress = disposal(triggerId);
        while (progress.step() == SavepointProgress.Step.IN_PROGRESS && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
            progress = disposal(triggerId);
        }
        return progress;
    }
}
