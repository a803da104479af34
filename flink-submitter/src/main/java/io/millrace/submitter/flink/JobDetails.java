package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /jobs/:jobid}.
 *
 * @param now when Flink said so, by its clock in epoch milliseconds
 * @param startTime epoch milliseconds
 * @param duration milliseconds since then, or until the job ended
 * @param timestamps when the job came into each state last, epoch milliseconds; 0 where it never did
 */
public record JobDetails(
        @JsonProperty("jid") String id,
        FlinkState state,
        long now,
        @JsonProperty("start-time") long startTime,
        long duration,
        Map<String, Long> timestamps,
        List<Vertex> vertices) {

    public JobDetails {
        timestamps = Map.copyOf(timestamps);
        vertices = List.copyOf(vertices);
    }

    /**
     * One vertex of the job graph.
     *
     * @param tasks how many of its subtasks are in which state ({@code ExecutionState}). The vertex's own status is
     *     RUNNING as soon as one of them runs, so it does not tell
     */
    public record Vertex(String id, int parallelism, Map<String, Integer> tasks) {
        public Vertex {
            tasks = Map.copyOf(tasks);
        }

        private int waiting() {
            return tasks.getOrDefault("SCHEDULED", 0) + tasks.getOrDefault("CREATED", 0);
        }

        private int up() {
            return tasks.getOrDefault("RUNNING", 0) + tasks.getOrDefault("FINISHED", 0);
        }
    }

    /** Running in the sense of a user: every subtask runs (or is already done), not just the JobMaster. */
    public boolean allVerticesRunning() {
        return state == FlinkState.RUNNING
                && !vertices.isEmpty()
                && vertices.stream().allMatch(vertex -> vertex.up() == vertex.parallelism());
    }

    /** When Flink restarted it last, epoch milliseconds; 0 when it never did. */
    public long restartedAt() {
        return timestamps.getOrDefault(FlinkState.RESTARTING.name(), 0L);
    }

    /** Slots the job needs with Flink's default slot sharing: its widest vertex. */
    public int slotsNeeded() {
        return vertices.stream().mapToInt(Vertex::parallelism).max().orElse(0);
    }

    /** Slots the job still waits for. */
    public int slotsAwaited() {
        return vertices.stream().mapToInt(Vertex::waiting).max().orElse(0);
    }
}
