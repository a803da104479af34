package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonProperty;

/** {@code GET /overview}: what the cluster has to give. */
public record ClusterOverview(
        @JsonProperty("flink-version") String version,
        @JsonProperty("taskmanagers") int taskManagers,
        @JsonProperty("slots-total") int slotsTotal,
        @JsonProperty("slots-available") int slotsFree,
        @JsonProperty("jobs-running") int jobsRunning,
        @JsonProperty("jobs-finished") int jobsFinished,
        @JsonProperty("jobs-cancelled") int jobsCancelled,
        @JsonProperty("jobs-failed") int jobsFailed) {}
