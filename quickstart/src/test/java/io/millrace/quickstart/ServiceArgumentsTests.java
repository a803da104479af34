package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServiceArgumentsTests {

    private static final QuickstartPorts PORTS = new QuickstartPorts(1, 2, 3, 4, 5);
    private static final URI FLINK = URI.create("http://127.0.0.1:3");

    @Test
    void theProducerKeepsTheRateOfItsJournalUnlessOneIsAskedFor() {
        assertThat(arguments(OptionalLong.empty(), null).producer())
                .contains(
                        "--spring.config.name=millrace-producer",
                        "--server.port=4",
                        "--millrace.stream.port=1",
                        "--millrace.journal.folder=/data/journal")
                .noneMatch(argument -> argument.contains("events-per-second") || argument.contains("replay"));
        assertThat(arguments(OptionalLong.of(7), null).producer()).contains("--millrace.generator.events-per-second=7");
    }

    @Test
    void aReplayIsReadAtAThousandEventsPerSecondUnlessAnotherRateIsAskedFor() {
        Path recording = Path.of("/recording.ndjson");
        assertThat(arguments(OptionalLong.empty(), recording).producer())
                .contains("--millrace.replay=/recording.ndjson", "--millrace.generator.events-per-second=1000");
        assertThat(arguments(OptionalLong.of(7), recording).producer())
                .contains("--millrace.generator.events-per-second=7");
    }

    @Test
    void theConsumerLeavesTheConsoleToTheLiveLineAndSeesAllOfAReplay() {
        assertThat(arguments(OptionalLong.empty(), null).consumer())
                .contains(
                        "--spring.config.name=millrace-consumer",
                        "--server.port=5",
                        "--millrace.consumer.host=127.0.0.1",
                        "--millrace.consumer.port=1",
                        "--millrace.consumer.results.folder=/data/consumer",
                        "--millrace.consumer.print=off")
                .doesNotContain("--millrace.consumer.from=earliest");
        assertThat(arguments(OptionalLong.empty(), Path.of("/recording.ndjson")).consumer())
                .contains("--millrace.consumer.from=earliest");
    }

    @Test
    void everyServiceListensOnLoopbackAndLeavesTheShutdownToQuickstart() {
        ServiceArguments arguments = arguments(OptionalLong.empty(), null);
        assertThat(List.of(arguments.producer(), arguments.consumer(), arguments.submitter(FLINK)))
                .allSatisfy(service -> assertThat(service)
                        .contains("--server.address=127.0.0.1", "--spring.main.register-shutdown-hook=false"));
    }

    @Test
    void onlyTheSubmitterHasADatabase() {
        String exclusion = "--spring.autoconfigure.exclude="
                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration";
        ServiceArguments arguments = arguments(OptionalLong.empty(), null);
        assertThat(arguments.producer()).contains(exclusion);
        assertThat(arguments.consumer()).contains(exclusion);
        assertThat(arguments.submitter(FLINK)).doesNotContain(exclusion);
    }

    @Test
    void theSubmitterKnowsTheClusterItsCheckpointsAndTheJob() {
        assertThat(arguments(OptionalLong.empty(), null).submitter(FLINK))
                .contains(
                        "--server.port=2",
                        "--millrace.submitter.flink-url=http://127.0.0.1:3",
                        "--millrace.submitter.data-dir=/data/jobs",
                        "--millrace.submitter.checkpoint-dir=/data/flink/checkpoints",
                        "--millrace.submitter.bundled-jar=/job.jar",
                        "--millrace.submitter.submit-on-start=true",
                        "--millrace.submitter.job.arguments[0]=--hostname",
                        "--millrace.submitter.job.arguments[1]=127.0.0.1",
                        "--millrace.submitter.job.arguments[2]=--port",
                        "--millrace.submitter.job.arguments[3]=1",
                        "--millrace.submitter.job.arguments[4]=--output",
                        "--millrace.submitter.job.arguments[5]=/data/results",
                        "--millrace.submitter.job.arguments[6]=--results-url",
                        "--millrace.submitter.job.arguments[7]=http://127.0.0.1:5/results",
                        "--millrace.submitter.job.arguments[8]=--print",
                        "--millrace.submitter.job.arguments[9]=none")
                .doesNotContain("--millrace.submitter.job.arguments[10]=--time");
    }

    @Test
    void theJobTakesTheArrivalAsTheTimeOfAReplay() {
        assertThat(arguments(OptionalLong.empty(), Path.of("/recording.ndjson")).submitter(FLINK))
                .contains(
                        "--millrace.submitter.job.arguments[10]=--time",
                        "--millrace.submitter.job.arguments[11]=arrival");
    }

    private static ServiceArguments arguments(OptionalLong rate, @Nullable Path replay) {
        return new ServiceArguments(
                new QuickstartOptions(rate, replay, false, true, false),
                PORTS,
                new StateFolders(Path.of("/data")),
                Path.of("/job.jar"));
    }
}
