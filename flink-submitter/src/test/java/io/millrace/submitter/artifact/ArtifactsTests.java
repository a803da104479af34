package io.millrace.submitter.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.artifact.Artifacts.Added;
import io.millrace.submitter.store.Artifact;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.HealthPolicy;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.NewJob;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.TestClock;
import io.millrace.submitter.store.TestStore;
import io.millrace.submitter.store.UpgradePolicy;
import io.millrace.submitter.testjob.SequenceJob;
import io.millrace.submitter.testjob.TestJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class ArtifactsTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final DataSize LIMIT = DataSize.ofKilobytes(64);
    private static final String MAIN = SequenceJob.class.getName();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final TestClock clock = new TestClock(NOW);

    @SuppressWarnings("NullAway.Init")
    private TestStore store;

    @SuppressWarnings("NullAway.Init")
    private Artifacts artifacts;

    @SuppressWarnings("NullAway.Init")
    private RequestedJars requested;

    @SuppressWarnings("NullAway.Init")
    private byte[] jar;

    @BeforeEach
    void open() throws IOException {
        store = TestStore.acting(folder, clock);
        artifacts = new Artifacts(folder.resolve("artifacts"), LIMIT, store.book(), clock);
        requested = new RequestedJars(artifacts);
        jar = Files.readAllBytes(TestJar.write(folder.resolve("sequence.jar")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsAnUploadUnderTheHashOfItsContent() throws Exception {
        Added added = artifacts.add(new ByteArrayInputStream(jar), "C:\\jobs\\sequence.jar", "192.0.2.7");

        Artifact kept = new Artifact(sha256(jar), "sequence.jar", MAIN, jar.length, NOW);
        assertThat(added).isEqualTo(new Added(kept, true));
        assertThat(artifacts.find(kept.id())).contains(kept);
        assertThat(artifacts.newest(10)).containsExactly(kept);
        assertThat(artifacts.path(kept.id()))
                .isEqualTo(folder.resolve("artifacts").resolve(kept.id() + ".jar"))
                .hasBinaryContent(jar);
        assertThat(audit())
                .containsExactly("sequence.jar, " + jar.length + " bytes, sha256 " + kept.id() + ", from 192.0.2.7");
    }

    @Test
    void knowsAContentThatIsThereUnderWhateverNameItComes() throws Exception {
        Artifact first = artifacts
                .add(new ByteArrayInputStream(jar), "a.jar", "192.0.2.7")
                .artifact();
        clock.forward(Duration.ofHours(1));

        assertThat(artifacts.add(new ByteArrayInputStream(jar), "b.jar", "192.0.2.8"))
                .isEqualTo(new Added(first, false));
        assertThat(add(folder.resolve("sequence.jar"))).isEqualTo(first.named("sequence.jar"));
        assertThat(audit()).hasSize(1);
        assertThat(files()).containsExactly(first.id() + ".jar");
    }

    @Test
    void putsAFileBackThatWasRemoved() throws Exception {
        Artifact artifact = add(folder.resolve("sequence.jar"));
        Files.delete(artifacts.path(artifact.id()));

        assertThatProblem(() -> artifacts.path(artifact.id()))
                .isEqualTo(
                        "artifact-not-found: There is no artifact " + artifact.id() + "; GET /artifacts lists them.");
        artifacts.add(new ByteArrayInputStream(jar), "a.jar", "192.0.2.7");

        assertThat(artifacts.path(artifact.id())).hasBinaryContent(jar);
    }

    @Test
    void resolvesAnIdOrAPath() throws Exception {
        Path path = folder.resolve("sequence.jar");
        Artifact artifact = resolve(path.toString());

        assertThat(artifact.fileName()).isEqualTo("sequence.jar");
        assertThat(resolve(artifact.id())).isEqualTo(artifact);
        assertThat(audit()).singleElement().asString().endsWith(", from " + path);
        String other = "0".repeat(64);
        assertThatProblem(() -> resolve(other))
                .isEqualTo("artifact-not-found: There is no artifact " + other + "; GET /artifacts lists them.");
        assertThatProblem(() -> resolve(folder + "/missing.jar"))
                .isEqualTo("artifact-not-found: There is no readable file " + folder
                        + "/missing.jar; 'artifact' is the path of a job jar, or the id of an artifact.");
        assertThatProblem(() -> resolve("\0")).startsWith("artifact-not-found: 'artifact' is not the path");
    }

    @Test
    void takesAsManyBytesAsTheLimitSaysAndNotOneMore() throws Exception {
        Artifacts narrow = new Artifacts(folder.resolve("narrow"), DataSize.ofBytes(jar.length), store.book(), clock);
        assertThat(narrow.add(new ByteArrayInputStream(jar), "a.jar", "192.0.2.7")
                        .created())
                .isTrue();

        Artifacts narrower =
                new Artifacts(folder.resolve("narrower"), DataSize.ofBytes(jar.length - 1), store.book(), clock);
        assertThatProblem(() -> narrower.add(new ByteArrayInputStream(jar), "a.jar", "192.0.2.7"))
                .isEqualTo("artifact-too-large: A job jar may have " + (jar.length - 1)
                        + " bytes; millrace.submitter.max-artifact-size is the limit.");
        assertThat(folder.resolve("narrower")).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsNoJobJarAndKeepsNothingOfIt() throws Exception {
        assertThatProblem(() -> artifacts.add(
                        new ByteArrayInputStream("no jar".getBytes(StandardCharsets.UTF_8)), "a.jar", "192.0.2.7"))
                .startsWith("bad-jar: a.jar cannot be read as a jar: ");
        Path wrong = folder.resolve("wrong.jar");
        TestJar.write(wrong, "com.example.Missing");
        assertThatProblem(() -> add(wrong)).isEqualTo("bad-jar: " + wrong + " has no class com.example.Missing.");

        assertThat(files()).isEmpty();
        assertThat(artifacts.newest(10)).isEmpty();
    }

    @Test
    void checksTheClassThatIsToBeRunBeforeAnythingIsStored() throws Exception {
        Path named = folder.resolve("sequence.jar");
        Path nameless = TestJar.write(folder.resolve("nameless.jar"), null);

        assertThatProblem(() -> requested.add(named, "com.example.Missing", false))
                .isEqualTo("bad-jar: sequence.jar has no class com.example.Missing.");
        assertThatProblem(() -> requested.add(nameless, null, false))
                .isEqualTo("bad-jar: nameless.jar names no Main-Class; give 'entryClass'.");
        assertThat(files()).isEmpty();
        assertThat(artifacts.newest(10)).isEmpty();

        Artifact kept = requested.add(nameless, MAIN, false);
        assertThat(requested.resolve(kept.id(), MAIN, false)).isEqualTo(kept);
        assertThatProblem(() -> resolve(kept.id()))
                .isEqualTo("bad-jar: nameless.jar names no Main-Class; give 'entryClass'.");
    }

    @Test
    void storesNothingOnADryRun() throws Exception {
        Artifact seen = requested.add(folder.resolve("sequence.jar"), null, true);

        assertThat(seen).isEqualTo(new Artifact(sha256(jar), "sequence.jar", MAIN, jar.length, NOW));
        assertThat(files()).isEmpty();
        assertThat(artifacts.newest(10)).isEmpty();
        assertThat(audit()).isEmpty();
    }

    @Test
    void refusesAMainClassThatIsNone() throws Exception {
        for (String name : List.of("a".repeat(501), "a\u0001")) {
            byte[] odd = Files.readAllBytes(TestJar.write(folder.resolve("odd.jar"), name));
            assertThatProblem(() -> artifacts.add(new ByteArrayInputStream(odd), "odd.jar", "192.0.2.7"))
                    .isEqualTo("bad-jar: odd.jar names a Main-Class that is none: it has control characters, or more"
                            + " than 500.");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void readsNoManifestOfAnySize() throws Exception {
        ByteArrayOutputStream large = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(large)) {
            zip.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
            zip.write(new byte[(1 << 20) + 1]);
        }

        assertThatProblem(() -> artifacts.add(new ByteArrayInputStream(large.toByteArray()), "large.jar", "192.0.2.7"))
                .isEqualTo("bad-jar: large.jar cannot be read as a jar: its manifest has more than 1048576 bytes.");
    }

    @Test
    void removesAnArtifactThatNoJobUses() throws Exception {
        Artifact artifact = add(folder.resolve("sequence.jar"));

        artifacts.remove(artifact.id(), "192.0.2.7");

        assertThat(files()).isEmpty();
        assertThat(artifacts.find(artifact.id())).isEmpty();
        assertThat(store.details(EventType.ARTIFACT_REMOVED))
                .containsExactly(
                        "sequence.jar, " + jar.length + " bytes, sha256 " + artifact.id() + ", from 192.0.2.7");
        assertThatProblem(() -> artifacts.remove(artifact.id(), "192.0.2.7"))
                .isEqualTo(
                        "artifact-not-found: There is no artifact '" + artifact.id() + "'; GET /artifacts lists them.");
        assertThat(add(folder.resolve("sequence.jar"))).isEqualTo(artifact);
    }

    @Test
    void keepsAnArtifactThatARevisionOfAJobUses() {
        Artifact artifact = add(folder.resolve("sequence.jar"));
        Job job = declare(artifact);
        book().jobs().want(job, Desired.RUNNING, book().revisions().add(job, spec("0".repeat(64))), false);

        assertThatProblem(() -> artifacts.remove(artifact.id(), "192.0.2.7"))
                .isEqualTo(
                        "artifact-in-use: The job 'a' has a revision that runs sequence.jar; delete that job first.");

        assertThat(artifacts.path(artifact.id())).hasBinaryContent(jar);
        book().attempts().end(job.attempt(), AttemptState.CANCELLED, null);
        book().jobs().forget(job.id());
        artifacts.remove(artifact.id(), "192.0.2.7");
        assertThatProblem(() -> artifacts.path(artifact.id())).startsWith("artifact-not-found: ");
    }

    @Test
    void removesNothingThatIsJustBeingDeclared() throws Exception {
        Artifact artifact = add(folder.resolve("sequence.jar"));
        CompletableFuture<Void> removal = artifacts.using(() -> {
            CompletableFuture<Void> begun =
                    CompletableFuture.runAsync(() -> artifacts.remove(artifact.id(), "192.0.2.7"));
            declare(resolve(artifact.id()));
            return begun;
        });

        assertThat(removal.handle((done, failure) -> String.valueOf(failure)).get())
                .contains("The job 'a' has a revision that runs sequence.jar");
        assertThat(artifacts.path(artifact.id())).exists();
    }

    @Test
    void leavesNothingOfAnUploadThatBreaksOff() {
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(jar, 0, 1000)) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = super.read(buffer, from, length);
                if (read < 0) {
                    throw new IOException("connection reset");
                }
                return read;
            }
        };

        assertThatThrownBy(() -> artifacts.add(broken, "a.jar", "192.0.2.7")).hasMessage("connection reset");
        assertThat(folder.resolve("artifacts")).isEmptyDirectory();
    }

    @Test
    void clearsAwayWhatACrashLeftADayAgo() throws Exception {
        Path left = Files.createFile(folder.resolve("artifacts/incoming-left"));
        Files.setLastModifiedTime(left, FileTime.from(NOW.minus(Duration.ofHours(25))));
        Path underWay = Files.createFile(folder.resolve("artifacts/incoming-under-way"));
        Files.setLastModifiedTime(underWay, FileTime.from(NOW.minus(Duration.ofHours(23))));

        artifacts = new Artifacts(folder.resolve("artifacts"), LIMIT, store.book(), clock);

        assertThat(left).doesNotExist();
        assertThat(underWay).exists();
    }

    private Artifact add(Path file) {
        return requested.add(file, null, false);
    }

    private Artifact resolve(String artifact) {
        return requested.resolve(artifact, null, false);
    }

    private Book book() {
        return store.book();
    }

    private Job declare(Artifact artifact) {
        String id = book().jobs()
                .declare(new NewJob("a", spec(artifact.id()), null))
                .orElseThrow();
        return book().jobs().job(id).orElseThrow();
    }

    private static JobSpec spec(String artifact) {
        return new JobSpec(
                artifact,
                null,
                List.of(),
                null,
                null,
                Map.of(),
                UpgradePolicy.DEFAULT,
                HealthPolicy.DEFAULT,
                SavepointPolicy.DEFAULT);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("artifacts"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<String> audit() {
        return store.details(EventType.ARTIFACT_ADDED);
    }

    private static AbstractStringAssert<?> assertThatProblem(ThrowingCallable call) {
        ProblemException problem = assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .actual();
        return assertThat(problem.code() + ": " + problem.getMessage());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
