package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.JobDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live attempt as Flink last showed it.
 *
 * @param waitingSince since when it waits for slots
 * @param since since when it is looked at again and again
 * @param at when it was looked at
 */
public record Sighting(
        JobDetails details, Figures figures, @Nullable Instant waitingSince, Instant since, Instant at) {

    /** Whether Flink let it fail for want of slots, and did not start it again yet. */
    boolean starved() {
        return starved(details, figures);
    }

    /** How many slots it waits for. */
    int slotsAwaited() {
        return slotsAwaited(details, figures);
    }

    static int slotsAwaited(JobDetails details, Figures figures) {
        return starved(details, figures) ? details.slotsNeeded() : details.slotsAwaited();
    }

    private static boolean starved(JobDetails details, Figures figures) {
        return details.state() != FlinkState.RUNNING && details.slotsAwaited() == 0 && figures.slotsRefused();
    }
}
