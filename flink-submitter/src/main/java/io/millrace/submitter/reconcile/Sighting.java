package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.JobDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live attempt as Flink last showed it.
 *
 * @param waitingSince since when a part of it waits for a slot
 */
public record Sighting(
        JobDetails details, Figures figures, @Nullable Instant waitingSince) {}
