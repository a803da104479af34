package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoredJobTests {

    private static final List<String> WANTED = List.of("--hostname", "127.0.0.1", "--port", "19999", "--print", "none");

    private static JsonNode jobs(String name, String desired, String port) {
        return new JsonMapper().readTree("""
                [{"name":"%s","desired":"%s","spec":{"artifact":"/job.jar",
                  "arguments":["--hostname","127.0.0.1","--port","%s","--print","none"]}}]""".formatted(name, desired, port));
    }

    @Test
    void tellsWhatTheStoredJobUsesWhereThisStartHasSomethingElse() {
        assertThat(StoredJob.notice(jobs("flink-analytics", "RUNNING", "9999"), WANTED))
                .hasValue("The stored job still uses --port 9999, but this start has --port 19999: start with the old"
                        + " settings, or with --fresh to delete the state of earlier starts.");
    }

    @Test
    void tellsOfAnOptionThatOnlyOneOfThemHas() {
        assertThat(StoredJob.notice(
                        jobs("flink-analytics", "RUNNING", "19999"),
                        List.of("--hostname", "127.0.0.1", "--port", "19999")))
                .hasValue("The stored job still uses --print none, but this start has no other option: start with the"
                        + " old settings, or with --fresh to delete the state of earlier starts.");
    }

    @Test
    void saysNothingOfTheSameJobNorOfOneThatIsNotToRunNorOfAnother() {
        assertThat(StoredJob.notice(jobs("flink-analytics", "RUNNING", "19999"), WANTED))
                .isEmpty();
        assertThat(StoredJob.notice(jobs("flink-analytics", "STOPPED", "9999"), WANTED))
                .isEmpty();
        assertThat(StoredJob.notice(jobs("mine", "RUNNING", "9999"), WANTED)).isEmpty();
        assertThat(StoredJob.notice(new JsonMapper().readTree("[]"), WANTED)).isEmpty();
    }
}
