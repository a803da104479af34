package io.millrace.submitter.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlinkClientTests {

    @Test
    void asksForManyMetricsInRequestsThatFlinkCanRead() throws Exception {
        String metrics = IntStream.range(0, 45)
                .mapToObj(i -> "{\"id\":\"Source__%s%d.numRecordsInPerSecond\",\"sum\":1}".formatted("x".repeat(70), i))
                .collect(Collectors.joining(",", "[", "]"));
        try (FakeFlink flink = new FakeFlink().with("/jobs/j/vertices/v/subtasks/metrics", 200, metrics)) {
            var vertex = new JobDetails.Vertex("v", 1, Map.of());

            flink.client().throughput(new JobDetails("j", FlinkState.RUNNING, 0, 0, Map.of(), List.of(vertex)));

            assertThat(flink.requests())
                    .hasSize(6)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(2000));
        }
    }
}
