package io.millrace.submitter.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened; never changed.
 *
 * @param number rises; unique, so that a receiver can tell a repeated notification
 * @param jobId absent where it is of the cluster or an artifact
 * @param job the job's name
 * @param attempt number of the attempt it is of
 */
public record Event(
        long number,
        @Nullable String jobId,
        @Nullable String job,
        @Nullable Integer attempt,
        EventType type,
        String detail,
        Instant at) {}
