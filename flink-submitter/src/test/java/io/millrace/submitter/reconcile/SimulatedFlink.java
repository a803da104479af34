package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.InProcessFlink.Answer;
import io.millrace.submitter.flink.InProcessFlink.Rest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A session cluster in memory, without high availability, with the faults a real one makes too rarely. */
final class SimulatedFlink implements Rest {

    final Map<String, SimulatedJob> jobs = new LinkedHashMap<>();
    final SimulatedStates states;
    private final Clock clock;
    private final Consumer<JsonNode> posts;
    private final List<JsonNode> underWay = new ArrayList<>();

    boolean reachable = true;
    boolean slots = true;
    boolean adaptive;
    SimulatedJob.WithoutSlots withoutSlots = SimulatedJob.WithoutSlots.WAITS;
    int incarnation = 1;
    PostFate nextPost = PostFate.ARRIVES;
    SimulatedSavepoint.Fate nextSavepoint = SimulatedSavepoint.Fate.WRITTEN;
    /** After so many requests one is done, and its answer is lost. */
    int loseAnswerAfter = -1;
    /** In so many answers the overview of jobs is empty, as while a JobManager recovers them. */
    int hideJobsFor;

    /** What becomes of a posted run. */
    enum PostFate {
        ARRIVES,
        ARRIVES_LATE,
        NEVER_ARRIVES,
        IS_TURNED_AWAY
    }

    /** @param posts told of every run that is posted, whatever becomes of it */
    SimulatedFlink(SimulatedStates states, Clock clock, Consumer<JsonNode> posts) {
        this.states = states;
        this.clock = clock;
        this.posts = posts;
    }

    Instant now() {
        return clock.instant();
    }

    /** Lets time pass. */
    void pass() {
        jobs.values().forEach(job -> job.pass(clock.instant(), slots, withoutSlots));
    }

    /** Its JobManager is killed and started anew: it knows nothing any more. */
    void lose() {
        jobs.clear();
        underWay.clear();
        incarnation++;
    }

    /** What was posted and given up arrives now. */
    void deliver() {
        underWay.forEach(run -> arrive(run, true));
        underWay.clear();
    }

    void calmDown() {
        reachable = true;
        slots = true;
        nextPost = PostFate.ARRIVES;
        nextSavepoint = SimulatedSavepoint.Fate.WRITTEN;
        loseAnswerAfter = -1;
        hideJobsFor = 0;
        deliver();
        // Flink's own time limit for a checkpoint.
        jobs.values().forEach(job -> job.triggers.values().removeIf(trigger -> !trigger.done()));
    }

    Stream<SimulatedJob> alive() {
        return jobs.values().stream().filter(SimulatedJob::alive);
    }

    @Override
    public Answer answer(String method, String path, String body) throws IOException {
        if (!reachable) {
            throw new IOException("connection refused");
        }
        Answer answer = new SimulatedRest(this).answer(method, path, body);
        if (loseAnswerAfter >= 0 && loseAnswerAfter-- == 0) {
            throw new IOException("connection reset");
        }
        return answer;
    }

    Answer run(JsonNode run) throws IOException {
        posts.accept(run);
        PostFate fate = nextPost;
        nextPost = PostFate.ARRIVES;
        return switch (fate) {
            case ARRIVES -> arrive(run, false);
            case ARRIVES_LATE -> {
                underWay.add(run);
                throw new IOException("timed out");
            }
            case NEVER_ARRIVES -> throw new IOException("timed out");
            case IS_TURNED_AWAY -> SimulatedRest.error(503, "Service temporarily unavailable");
        };
    }

    private Answer arrive(JsonNode run, boolean late) {
        String id = run.get("jobId").asString();
        var program =
                SimulatedJob.Program.valueOf(run.get("programArgsList").get(0).asString());
        if (program == SimulatedJob.Program.REFUSED) {
            return SimulatedRest.error(400, "ProgramInvocationException: the main method caused an error");
        }
        if (jobs.containsKey(id)) {
            return SimulatedRest.error(400, "DuplicateJobSubmissionException: Job has already been submitted");
        }
        JsonNode from = run.get("savepointPath");
        int parallelism = run.has("parallelism") ? run.get("parallelism").asInt() : 1;
        jobs.put(id, new SimulatedJob(id, program, parallelism, from == null ? null : from.asString(), late, states));
        return SimulatedRest.ok(Map.of("jobid", id));
    }

    void savepoint(SimulatedJob job, JsonNode body, boolean stop) {
        SimulatedSavepoint.Fate fate = nextSavepoint;
        nextSavepoint = SimulatedSavepoint.Fate.WRITTEN;
        job.triggers.putIfAbsent(body.get("triggerId").asString(), new SimulatedSavepoint(stop, fate));
    }
}
