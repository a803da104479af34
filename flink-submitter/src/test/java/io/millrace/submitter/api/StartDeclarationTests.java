package io.millrace.submitter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.RunningSubmitter;
import io.millrace.submitter.testjob.TestJar;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;

@ExtendWith(OutputCaptureExtension.class)
class StartDeclarationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REFUSED = "The bundled job cannot be declared; trying again: ";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void declaresTheBundledJobAsSoonAsItCanAndSaysEachReasonOnce(CapturedOutput output) throws Exception {
        Path jar = folder.resolve("bundled.jar");
        try (RunningSubmitter submitter = RunningSubmitter.start(
                folder,
                URI.create("http://127.0.0.1:1"),
                "--millrace.submitter.tick=20ms",
                "--millrace.submitter.bundled-jar=" + jar,
                "--millrace.submitter.submit-on-start=true")) {
            await().atMost(PATIENCE)
                    .until(() -> output.getOut().contains(REFUSED + "There is no readable file " + jar));
            Files.writeString(jar, "no jar");
            await().atMost(PATIENCE)
                    .until(() -> output.getOut().contains(REFUSED + jar + " cannot be read as a jar: "));
            Files.move(TestJar.write(folder.resolve("good.jar")), jar, StandardCopyOption.ATOMIC_MOVE);

            await().atMost(PATIENCE)
                    .until(
                            () -> submitter.send(HttpMethod.GET, "/jobs", "").getBody(),
                            jobs -> jobs.contains("flink-analytics"));
            assertThat(output.getOut().split(REFUSED + "There is no readable file", -1))
                    .hasSize(2);
        }
    }

    @Test
    void declaresNothingThatWasDeclaredBefore(CapturedOutput output) {
        String[] settings = {
            "--millrace.submitter.tick=20ms",
            "--millrace.submitter.bundled-jar=" + TestJar.write(folder.resolve("bundled.jar")),
            "--millrace.submitter.submit-on-start=true"
        };
        URI nowhere = URI.create("http://127.0.0.1:1");
        try (RunningSubmitter first = RunningSubmitter.start(folder, nowhere, settings)) {
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(
                                    first.send(HttpMethod.GET, "/jobs", "").getBody())
                            .contains("flink-analytics"));
            first.calls().deleteAll();
        }
        try (RunningSubmitter second = RunningSubmitter.start(folder, nowhere, settings)) {
            await().atMost(PATIENCE)
                    .until(() -> output.getOut().contains("The job 'flink-analytics' was declared before; "));

            assertThat(second.get("/jobs")).isEmpty();
            assertThat(second.post("/jobs", "", 202).get("phase").asString())
                    .as("declared again by who asks for it")
                    .isEqualTo("PENDING");
        }
    }
}
