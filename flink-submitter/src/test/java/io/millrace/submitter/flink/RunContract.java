package io.millrace.submitter.flink;

import static io.millrace.submitter.flink.FlinkUnderTest.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.submitter.testcluster.LoopbackRest.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Flink answers to uploads and runs. */
interface RunContract {

    FlinkUnderTest flink();

    @Test
    default void refusesADuplicateIdWith400() {
        String id = flink().run("run", Map.of());

        FlinkRefusedException refused = refused(id, "run", null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.duplicateJob()).isTrue();
    }

    @Test
    default void refusesABadMainWith400AndLeavesTheIdFree() {
        String id = newId();

        FlinkRefusedException refused = refused(id, "--typo", null);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.programAtFault()).isTrue();
        assertThat(flink().client().jobStates()).doesNotContainKey(id);
        flink().submit(id, "run", 1, null, Map.of());
        flink().awaitRunning(id);
    }

    @Test
    default void refusesAMissingSavepointWith400AndConsumesTheId() {
        String missing = flink().folder().resolve("missing").toUri().toString();

        assertConsumesTheIdOnAFailedInitialisation(missing, "Cannot find checkpoint or savepoint file/directory");
    }

    @Test
    default void refusesACorruptSavepointWith400AndConsumesTheId() throws Exception {
        Path corrupt = Files.createDirectory(flink().folder().resolve("corrupt"));
        Files.writeString(corrupt.resolve("_metadata"), "no savepoint");

        assertConsumesTheIdOnAFailedInitialisation(corrupt.toUri().toString(), "Unexpected magic number");
    }

    private void assertConsumesTheIdOnAFailedInitialisation(String savepoint, String cause) {
        String id = newId();

        FlinkRefusedException refused = refused(id, "run", savepoint);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.rootCause()).contains(cause);
        assertThat(refused.programAtFault()).isFalse();
        assertThat(flink().state(id)).isEqualTo(FlinkState.FAILED);
        assertThat(flink().client().exceptions(id).get(0).rootCause()).contains(cause);
        FlinkRefusedException again = refused(id, "run", null);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.duplicateJob()).isTrue();
    }

    @Test
    default void answersAMissingJarWith500OnARunAnd400OnADelete() throws Exception {
        assertThat(flink().post("/jars/missing.jar/run", "{}").status()).isEqualTo(500);
        assertThat(flink().rest().exchange("DELETE", "/jars/missing.jar", "").status())
                .isEqualTo(400);
    }

    @Test
    default void ignoresFieldsItDoesNotKnowAndProgramArgsIsOneOfThem() throws Exception {
        String path = "/jars/" + flink().jarId() + "/run";

        Answer ignored = flink().post(path, """
                {"jobId": "%s", "programArgs": "--typo", "nonsense": 1}
                """.formatted(newId()));
        Answer obeyed = flink().post(path, """
                {"jobId": "%s", "programArgsList": ["--typo"]}
                """.formatted(newId()));

        assertThat(ignored.status()).as(ignored.body()).isEqualTo(200);
        assertThat(obeyed.status()).isEqualTo(400);
        assertThat(obeyed.body()).contains("unknown argument '--typo'");
    }

    @Test
    default void keepsAJarUnderARandomPartAndItsNameUntilItIsDeleted() {
        FlinkClient client = flink().client();

        String id = client.upload(flink().jar(), "given-name.jar");

        assertThat(id).matches("[0-9a-f-]{36}_given-name\\.jar");
        assertThat(client.jarIds()).contains(id, flink().jarId());
        client.deleteJar(id);
        assertThat(client.jarIds()).doesNotContain(id).contains(flink().jarId());
    }

    private FlinkRefusedException refused(String id, String mode, @Nullable String savepoint) {
        return catchThrowableOfType(
                FlinkRefusedException.class, () -> flink().submit(id, mode, 1, savepoint, Map.of()));
    }
}
