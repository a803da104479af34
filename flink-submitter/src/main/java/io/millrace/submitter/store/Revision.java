package io.millrace.submitter.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job is at some time; immutable but for what became of it.
 *
 * @param number from 1 on
 * @param stableAt when an attempt of it was found stable last
 * @param rejected why it was rolled back
 */
public record Revision(
        int number,
        JobSpec spec,
        @Nullable Instant stableAt,
        @Nullable String rejected,
        Instant createdAt) {}
