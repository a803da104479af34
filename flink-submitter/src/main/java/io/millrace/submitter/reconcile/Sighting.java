package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.JobDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live attempt as Flink last showed it.
 *
 * @param slotsAwaited how many slots it waits for
 * @param waitingSince since when it waits for any
 * @param since since when it is looked at again and again
 * @param at when it was looked at
 */
public record Sighting(
        JobDetails details,
        Figures figures,
        int slotsAwaited,
        @Nullable Instant waitingSince,
        Instant since,
        Instant at) {}
