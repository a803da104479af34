package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.submitter.store.Progress;
import io.millrace.submitter.store.TestClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubmitterMetricsTests {

    @Test
    void tellsOfNoJobsWhileAnotherSubmitterActs() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        SubmitterMetrics metrics = new SubmitterMetrics(registry, new TestClock(Given.START));
        Given given = new Given();
        given.progress =
                new Progress(Given.START, Given.START, 0, null, 1, null, 0, 0, 0, 0, 0, 1, Given.START, null, null);

        metrics.ticked(List.of(given.job()), Sweep.none(Given.START));
        assertThat(registry.find("millrace.submitter.jobs").gauges()).isNotEmpty();
        assertThat(registry.find("millrace.submitter.checkpoint.age").gauges()).hasSize(1);

        metrics.stoodBy();
        assertThat(registry.find("millrace.submitter.jobs").gauges()).isEmpty();
        assertThat(registry.find("millrace.submitter.checkpoint.age").gauges()).isEmpty();
    }
}
