package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.CheckpointReport;
import io.millrace.submitter.flink.ClusterOverview;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.FlinkRefusedException;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.FlinkUnreachableException;
import io.millrace.submitter.flink.JobDetails;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at Flink and changes nothing. Used by the loop's thread alone. */
final class Observer {

    private static final Logger log = LoggerFactory.getLogger(Observer.class);

    /** Good overviews that must lack a job before it may be taken as gone. */
    private static final int ABSENCES = 3;

    /** Flink refreshes its metrics every ten seconds, so asking more often shows nothing new. */
    private static final Duration FIGURES_AGE = Duration.ofSeconds(5);

    /** Looks at an ended job that insist on what it left and why it failed: nobody looks at it afterwards. */
    private static final int LAST_READS = 5;

    private final FlinkClient flink;
    private final CheckpointFolder checkpoints;
    private final Clock clock;
    private final Map<String, Integer> absences = new HashMap<>();
    private final Map<String, Integer> unread = new HashMap<>();
    private final Map<String, Sighting> sightings = new HashMap<>();

    Observer(FlinkClient flink, CheckpointFolder checkpoints, Clock clock) {
        this.flink = flink;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /**
     * Takes one look.
     *
     * @param attempts the live ones
     * @param ended Flink job ids of attempts that have ended
     */
    Sweep observe(List<Attempt> attempts, Set<String> ended) {
        Set<String> ids = attempts.stream().map(Attempt::flinkJobId).collect(Collectors.toSet());
        absences.keySet().retainAll(ids);
        unread.keySet().retainAll(ids);
        sightings.keySet().retainAll(ids);
        Map<String, Observed> observed = new HashMap<>();
        try {
            ClusterOverview overview = flink.overview();
            Map<String, FlinkState> states = flink.jobStates();
            for (Attempt attempt : attempts) {
                observed.put(attempt.flinkJobId(), lookAlone(attempt, states.get(attempt.flinkJobId())));
            }
            List<String> strays = states.entrySet().stream()
                    .filter(job -> !job.getValue().ended() && ended.contains(job.getKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            return new Sweep(new ClusterStatus(overview, null), observed, sightings, strays, clock.instant());
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            ids.forEach(id -> observed.put(id, new Observed.Unreachable(String.valueOf(failure.getMessage()))));
            ClusterStatus unreachable = new ClusterStatus(null, failure.getMessage());
            return new Sweep(unreachable, observed, sightings, List.of(), clock.instant());
        }
    }

    /** A posted attempt may arrive late: what was seen before the post says nothing of it. */
    void forgetAbsences(Attempt posted) {
        absences.remove(posted.flinkJobId());
    }

    /** What Flink will not say of one job leaves only that job unknown, until the next look. */
    private Observed lookAlone(Attempt attempt, @Nullable FlinkState state) {
        try {
            return look(attempt, state);
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            log.info("Nothing is known of the Flink job {} now: {}", attempt.flinkJobId(), failure.getMessage());
            return new Observed.Unreachable(String.valueOf(failure.getMessage()));
        }
    }

    private Observed look(Attempt attempt, @Nullable FlinkState state) {
        String id = attempt.flinkJobId();
        if (state == null) {
            int times = absences.merge(id, 1, Integer::sum);
            boolean gone = times >= ABSENCES && flink.job(id).isEmpty();
            return new Observed.Absent(gone, checkpoints.hasTracesOf(id));
        }
        absences.remove(id);
        Optional<JobDetails> details = flink.job(id);
        if (details.isEmpty()) {
            return new Observed.Absent(false, checkpoints.hasTracesOf(id));
        }
        Sighting sighting = sighting(details.get(), state);
        sightings.put(id, sighting);
        String trigger = attempt.stopTrigger();
        SavepointProgress stop = trigger == null ? SavepointProgress.UNKNOWN : flink.savepointProgress(id, trigger);
        Figures figures = sighting.figures();
        return new Observed.Present(state, stop, figures.newestSavepoint(), figures.rootCause());
    }

    private Sighting sighting(JobDetails details, FlinkState state) {
        Instant now = clock.instant();
        Sighting last = sightings.get(details.id());
        boolean fresh = last != null
                && !state.ended()
                && last.details().state() == details.state()
                && now.isBefore(last.figures().at().plus(FIGURES_AGE));
        Figures figures = last != null && fresh ? last.figures() : figures(details, state, now);
        if (details.slotsAwaited() == 0) {
            return new Sighting(details, figures, null);
        }
        Instant since = last == null ? null : last.waitingSince();
        return new Sighting(details, figures, since == null ? now : since);
    }

    private Figures figures(JobDetails details, FlinkState state, Instant now) {
        String id = details.id();
        boolean last = state.ended() && unread.merge(id, 1, Integer::sum) < LAST_READS;
        Optional<CheckpointReport.Latest> latest =
                read(last, () -> flink.checkpoints(id)).orElse(Optional.empty()).map(CheckpointReport::latest);
        return new Figures(
                read(false, () -> flink.restarts(id))
                        .map(known -> known.orElse(0L))
                        .orElse(null),
                read(false, () -> flink.throughput(details)).orElse(null),
                latest.map(CheckpointReport.Latest::completed).orElse(null),
                latest.map(CheckpointReport.Latest::savepoint).orElse(null),
                read(last, () -> flink.rootCause(id)).orElse(Optional.empty()).orElse(null),
                now);
    }

    /** Figures are no reason to know nothing of a job; empty when Flink will not give them, unless they are needed. */
    private static <T> Optional<T> read(boolean needed, Supplier<T> figure) {
        try {
            return Optional.of(figure.get());
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            if (needed) {
                throw failure;
            }
            log.debug("A figure is not known now: {}", failure.getMessage());
            return Optional.empty();
        }
    }
}
