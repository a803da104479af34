package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.ClusterOverview;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.FlinkRefusedException;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.FlinkUnreachableException;
import io.millrace.submitter.flink.JobDetails;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Snapshot;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at Flink and changes nothing. Used by the loop's thread alone. */
final class Observer {

    private static final Logger log = LoggerFactory.getLogger(Observer.class);

    /** How long Flink answers from a copy ({@code web.refresh-interval}). */
    private static final Duration CACHED = Duration.ofSeconds(3);

    /** Without a look for so long, nobody knows how a job did. */
    private static final Duration GAP = Duration.ofMinutes(1);

    private final FlinkClient flink;
    private final CheckpointFolder checkpoints;
    private final Clock clock;
    private final Absences absences;
    private final FigureReads reads;
    private final Map<String, Instant> ended = new HashMap<>();
    private final Map<String, Sighting> sightings = new HashMap<>();
    private final Map<String, FlinkClient> others = new HashMap<>();
    private ClusterStatus cluster = ClusterStatus.NOT_OBSERVED;

    /** @param grace how long a job must be absent before it may be taken as gone */
    Observer(FlinkClient flink, CheckpointFolder checkpoints, Clock clock, Duration grace) {
        this.flink = flink;
        this.checkpoints = checkpoints;
        this.clock = clock;
        this.absences = new Absences(grace);
        this.reads = new FigureReads(flink);
    }

    /** Where the cluster is asked. */
    URI url() {
        return flink.url();
    }

    /** Takes one look at the jobs with live attempts. */
    Sweep observe(List<Managed> jobs) {
        Set<String> ids = jobs.stream()
                .map(managed -> managed.job().attempt().flinkJobId())
                .collect(Collectors.toSet());
        absences.retain(ids);
        reads.begin(ids);
        ended.keySet().retainAll(ids);
        sightings.keySet().retainAll(ids);
        Map<String, Observed> observed = new HashMap<>();
        try {
            ClusterOverview overview = flink.overview();
            cluster = cluster(overview, flink.jobManagerConfiguration());
            absences.of(cluster.incarnation());
            Map<String, FlinkState> states = flink.jobStates();
            // Those whose figures are oldest go first: not all are read at every look.
            for (Managed managed :
                    jobs.stream().sorted(Comparator.comparing(this::figuresAt)).toList()) {
                String id = managed.job().attempt().flinkJobId();
                observed.put(id, lookAlone(managed, states.get(id)));
            }
            List<String> others = states.entrySet().stream()
                    .filter(job -> !job.getValue().ended() && !ids.contains(job.getKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            return new Sweep(cluster, observed, sightings, others, clock.instant());
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            ids.forEach(id -> observed.put(id, new Observed.Unreachable(String.valueOf(failure.getMessage()))));
            cluster = new ClusterStatus(null, Map.of(), false, failure.getMessage());
            return new Sweep(cluster, observed, sightings, List.of(), clock.instant());
        }
    }

    private Instant figuresAt(Managed managed) {
        Sighting last = sightings.get(managed.job().attempt().flinkJobId());
        return last == null ? Instant.EPOCH : last.figures().at();
    }

    /** What a cluster lets be done changes with its configuration only. */
    private ClusterStatus cluster(ClusterOverview overview, Map<String, String> configuration) {
        boolean same = cluster.reachable() && cluster.configuration().equals(configuration);
        boolean submit =
                same ? cluster.submit() : flink.webConfiguration().features().submit();
        return new ClusterStatus(overview, configuration, submit, null);
    }

    /** A posted attempt may arrive late: what was seen before the post says nothing of it. */
    void forgetAbsences(Attempt posted) {
        absences.seen(posted.flinkJobId());
    }

    /** What Flink will not say of one job leaves only that job unknown, until the next look. */
    private Observed lookAlone(Managed managed, @Nullable FlinkState state) {
        try {
            return look(managed, state);
        } catch (RuntimeException failure) {
            String id = managed.job().attempt().flinkJobId();
            log.info("Nothing is known of the Flink job {} now: {}", id, failure.toString());
            return new Observed.Unreachable(String.valueOf(failure.getMessage()));
        }
    }

    private Observed look(Managed managed, @Nullable FlinkState state) {
        String id = managed.job().attempt().flinkJobId();
        if (state == null && managed.job().attempt().state() == AttemptState.NEW) {
            return new Observed.Absent(false, false);
        }
        if (state == null) {
            boolean gone =
                    absences.longEnough(id, clock.instant()) && flink.job(id).isEmpty();
            String posted = managed.job().attempt().cluster();
            if (gone && posted != null && runsElsewhere(posted, id)) {
                return new Observed.Elsewhere(posted);
            }
            return new Observed.Absent(gone, checkpoints.hasTracesOf(id));
        }
        absences.seen(id);
        Optional<JobDetails> details = flink.job(id);
        if (details.isEmpty()) {
            return new Observed.Absent(false, checkpoints.hasTracesOf(id));
        }
        if (!settled(managed, state, details.get())) {
            return new Observed.Unreachable("Flink does not yet tell how it ended.");
        }
        Sighting sighting = sighting(details.get(), state);
        sightings.put(id, sighting);
        return new Observed.Present(
                state,
                details.get().allVerticesRunning(),
                sighting.slotsAwaited() > 0,
                details.get().slotsNeeded(),
                sighting.since(),
                details.get().restartedAt(),
                progress(id, managed.stop()),
                progress(id, managed.savepoint()),
                sighting.figures());
    }

    /** Whether the job still runs where it was posted: the submitter was told of another cluster since. */
    private boolean runsElsewhere(String posted, String id) {
        if (posted.equals(url().toString())) {
            return false;
        }
        try {
            return others.computeIfAbsent(posted, url -> FlinkClient.of(URI.create(url)))
                    .job(id)
                    .filter(job -> !job.state().ended())
                    .isPresent();
        } catch (FlinkUnreachableException away) {
            // It went with its cluster.
            return false;
        } catch (FlinkRefusedException unknown) {
            return true;
        }
    }

    /**
     * Whether Flink tells all that is needed of a job that has ended. Its details and its checkpoints come from copies
     * that may be some seconds old: why it failed is known when its details show the end, which savepoint a stop by hand
     * left when the other copy is a new one, too.
     */
    private boolean settled(Managed managed, FlinkState state, JobDetails details) {
        Instant now = clock.instant();
        return switch (state) {
            case FAILED -> details.state().ended();
            case FINISHED ->
                managed.stop() != null
                        || !now.isBefore(
                                ended.computeIfAbsent(details.id(), id -> now).plus(CACHED));
            default -> true;
        };
    }

    private SavepointProgress progress(String flinkJobId, @Nullable Snapshot asked) {
        return asked == null || !asked.pending()
                ? SavepointProgress.UNKNOWN
                : flink.savepointProgress(flinkJobId, asked.id());
    }

    private Sighting sighting(JobDetails details, FlinkState state) {
        Instant now = clock.instant();
        Sighting last = sightings.get(details.id());
        Figures figures = reads.figures(details, state, last, now);
        Instant waited = last == null ? null : last.waitingSince();
        Instant waiting = Sighting.slotsAwaited(details, figures) == 0 ? null : waited == null ? now : waited;
        Instant since = last == null || last.at().plus(GAP).isBefore(now) ? now : last.since();
        return new Sighting(details, figures, waiting, since, now);
    }
}
