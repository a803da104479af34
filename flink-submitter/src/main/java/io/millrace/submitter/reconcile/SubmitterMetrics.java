package io.millrace.submitter.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.millrace.submitter.store.EventCounter;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Snapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Figures for Prometheus: jobs by phase, what happened to them, how old their checkpoints are, and how the loop does. */
@Component
final class SubmitterMetrics implements LoopListener, EventCounter {

    private final MeterRegistry registry;
    private final Clock clock;
    private final MultiGauge phases;
    private final MultiGauge checkpoints;
    private volatile Sweep sweep;
    private volatile Instant tickedAt;

    SubmitterMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.sweep = Sweep.none(clock.instant());
        this.tickedAt = clock.instant();
        this.phases = MultiGauge.builder("millrace.submitter.jobs")
                .description("Declared jobs by phase")
                .register(registry);
        this.checkpoints = MultiGauge.builder("millrace.submitter.checkpoint.age")
                .description("Time since the newest completed checkpoint of a live job was first seen")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        "millrace.submitter.cluster.reachable",
                        this,
                        seen -> seen.sweep.cluster().reachable() ? 1 : 0)
                .description("1 when Flink answered the newest look")
                .register(registry);
        Gauge.builder("millrace.submitter.tick.age", this, seen -> seen.secondsSince(seen.tickedAt))
                .description("Time since the loop's last tick that went well")
                .baseUnit("seconds")
                .register(registry);
        Stream.of(EventType.values()).forEach(type -> counter(type).increment(0));
    }

    @Override
    public void ticked(List<Job> jobs, Sweep seen) {
        Instant now = clock.instant();
        sweep = seen;
        tickedAt = now;
        phases.register(
                Stream.of(Phase.values())
                        .map(phase -> MultiGauge.Row.of(
                                Tags.of("phase", phase.name().toLowerCase(Locale.ROOT)), count(jobs, seen, phase, now)))
                        .toList(),
                true);
        checkpoints.register(
                jobs.stream()
                        .filter(job ->
                                job.attempt().live() && job.attempt().progress().checkpointAt() != null)
                        .map(job -> MultiGauge.Row.of(
                                Tags.of("job", job.name()),
                                secondsSince(job.attempt().progress().checkpointAt())))
                        .toList(),
                true);
    }

    @Override
    public void completed(Snapshot asked) {
        registry.timer(
                        "millrace.submitter.savepoint",
                        "kind",
                        asked.kind().name().toLowerCase(Locale.ROOT))
                .record(Duration.between(asked.askedAt(), clock.instant()));
    }

    @Override
    public void stoodBy() {
        phases.register(List.of(), true);
        checkpoints.register(List.of(), true);
    }

    @Override
    public void added(EventType type) {
        counter(type).increment();
    }

    private Counter counter(EventType type) {
        return registry.counter("millrace.submitter.events", "type", type.name().toLowerCase(Locale.ROOT));
    }

    private static long count(List<Job> jobs, Sweep sweep, Phase phase, Instant now) {
        return jobs.stream()
                .filter(job -> sweep.status(job, now).phase() == phase)
                .count();
    }

    private double secondsSince(Instant time) {
        return Duration.between(time, clock.instant()).toMillis() / 1000.0;
    }
}
