package io.millrace.submitter.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.submitter.store.JobStore;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Figures for Prometheus: jobs by phase, and whether Flink answers. */
@Component
final class SubmitterMetrics implements MeterBinder {

    private final JobStore store;
    private final ReconcileLoop loop;

    SubmitterMetrics(JobStore store, ReconcileLoop loop) {
        this.store = store;
        this.loop = loop;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Phase phase : Phase.values()) {
            Gauge.builder("millrace.submitter.jobs", this, metrics -> metrics.jobs(phase))
                    .description("Declared jobs by phase")
                    .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder(
                        "millrace.submitter.cluster.reachable",
                        loop,
                        seen -> seen.cluster().reachable() ? 1 : 0)
                .description("1 when Flink answered the newest look")
                .register(registry);
    }

    private double jobs(Phase phase) {
        return store.jobs().stream()
                .filter(job -> loop.status(job).phase() == phase)
                .count();
    }
}
