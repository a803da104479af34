package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.InProcessFlink;
import io.millrace.submitter.flink.InProcessFlink.Answer;
import io.millrace.submitter.flink.JobDetails;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FigureReadsTests {

    private final List<String> asked = new ArrayList<>();
    private final FigureReads reads = new FigureReads(InProcessFlink.client((method, path, body) -> {
        asked.add(path);
        if (path.endsWith("/metrics")) {
            throw new IOException("timed out");
        }
        return new Answer(404, "{}");
    }));

    @Test
    void asksNothingMoreAtALookAtWhichACallGotNoAnswer() {
        reads.begin(Set.of("a", "b"));
        assertThat(figures("a").settings()).isNull();
        assertThat(figures("b")).isEqualTo(Figures.NONE);
        assertThat(asked).containsExactly("/jobs/a/metrics");

        reads.begin(Set.of("a", "b"));
        figures("b");
        assertThat(asked).containsExactly("/jobs/a/metrics", "/jobs/b/metrics");
    }

    private Figures figures(String id) {
        JobDetails details = new JobDetails(id, FlinkState.RUNNING, 0, 0, 0, Map.of(), List.of());
        return reads.figures(details, FlinkState.RUNNING, null, Given.START);
    }
}
