package io.millrace.submitter.store;

import java.time.Instant;

/**
 * A declared job with its newest attempt.
 *
 * @param name unique among the jobs that are not deleted
 */
public record Job(String id, String name, JobSpec spec, Desired desired, Attempt attempt, Instant createdAt) {}
