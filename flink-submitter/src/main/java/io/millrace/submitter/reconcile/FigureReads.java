package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.CheckpointReport;
import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.FlinkRefusedException;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.FlinkUnreachableException;
import io.millrace.submitter.flink.JobDetails;
import io.millrace.submitter.flink.JobFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the figures of jobs, each of which takes several calls: of a few jobs at a look. Used by the loop's thread alone. */
final class FigureReads {

    private static final Logger log = LoggerFactory.getLogger(FigureReads.class);

    /** Flink refreshes its metrics every ten seconds, so asking more often shows nothing new. */
    private static final Duration AGE = Duration.ofSeconds(5);

    /** Jobs whose figures are read at one look, so that a look at many jobs does not take long. */
    private static final int AT_A_LOOK = 8;

    /** Looks at an ended job that insist on what it left and why it failed: nobody looks at it afterwards. */
    private static final int LAST_READS = 5;

    private final FlinkClient flink;
    private final Map<String, Integer> unread = new HashMap<>();
    private int left;
    private boolean hangs;

    FigureReads(FlinkClient flink) {
        this.flink = flink;
    }

    /**
     * A look begins.
     *
     * @param ids of the jobs that are looked at; all else is forgotten
     */
    void begin(Set<String> ids) {
        unread.keySet().retainAll(ids);
        left = AT_A_LOOK;
        hangs = false;
    }

    /** The figures of a job: new ones where they are needed, or old and their turn has come. */
    Figures figures(JobDetails details, FlinkState state, @Nullable Sighting last, Instant now) {
        boolean changed = last != null && last.details().state() != details.state();
        boolean needed = last == null || state.ended() || changed;
        boolean old = last == null || !now.isBefore(last.figures().at().plus(AGE));
        if (last != null && !needed && (!old || left <= 0)) {
            return last.figures();
        }
        if (hangs && !state.ended()) {
            return last == null ? Figures.NONE : last.figures();
        }
        left--;
        return read(details, state, last == null || changed ? null : last.figures(), now);
    }

    /** What cannot have changed since the last time is taken from there. */
    private Figures read(JobDetails details, FlinkState state, @Nullable Figures last, Instant now) {
        String id = details.id();
        boolean insist = state.ended() && unread.merge(id, 1, Integer::sum) < LAST_READS;
        Long restarts = read(false, () -> flink.restarts(id))
                .map(known -> known.orElse(0L))
                .orElse(null);
        Optional<CheckpointReport.Latest> latest = read(insist, () -> flink.checkpoints(id))
                .orElse(Optional.empty())
                .map(CheckpointReport::latest);
        boolean runsOn =
                last != null && state == FlinkState.RUNNING && restarts != null && restarts.equals(last.restarts());
        List<JobFailure> failures = runsOn ? List.of() : failures(details, state, insist);
        return new Figures(
                restarts,
                read(false, () -> flink.throughput(details)).orElse(null),
                last != null && last.settings() != null
                        ? last.settings()
                        : read(false, () -> flink.checkpointSettings(id))
                                .map(known -> known.orElse(CheckpointSettings.NONE))
                                .orElse(null),
                latest.map(CheckpointReport.Latest::completed).orElse(null),
                latest.map(CheckpointReport.Latest::savepoint)
                        .map(savepoint -> savepoint.byClock(now, details.now()))
                        .orElse(null),
                last != null && runsOn
                        ? last.failure()
                        : failures.stream().findFirst().orElse(null),
                last != null && runsOn ? last.faults() : faults(failures),
                now);
    }

    /** The newest first. A last one that came while the job had no tasks is not in its history. */
    private List<JobFailure> failures(JobDetails details, FlinkState state, boolean insist) {
        List<JobFailure> history =
                read(insist, () -> flink.exceptions(details.id())).orElse(List.of());
        if (state != FlinkState.FAILED) {
            return history;
        }
        return Stream.concat(
                        read(insist, () -> flink.lastFailure(details)).orElse(Optional.empty()).stream(),
                        history.stream())
                .toList();
    }

    private static List<Long> faults(List<JobFailure> failures) {
        return failures.stream()
                .filter(failure -> !failure.ofSlots())
                .map(JobFailure::at)
                .toList();
    }

    /** Figures are no reason to know nothing of a job; empty when Flink will not give them, unless they are needed. */
    private <T> Optional<T> read(boolean needed, Supplier<T> figure) {
        if (hangs && !needed) {
            return Optional.empty();
        }
        try {
            return Optional.of(figure.get());
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            // A call that got no answer took seconds: at this look, no further one is made that is not needed.
            hangs |= failure instanceof FlinkUnreachableException;
            if (needed) {
                throw failure;
            }
            log.debug("A figure is not known now: {}", failure.getMessage());
            return Optional.empty();
        }
    }
}
