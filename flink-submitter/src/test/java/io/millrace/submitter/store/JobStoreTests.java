package io.millrace.submitter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

class JobStoreTests {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    static final JobSpec SPEC = new JobSpec("a.jar", null, List.of("--rate", "5"), 2, null);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private JdbcConnectionPool pool;

    @SuppressWarnings("NullAway.Init")
    private JobStore store;

    @BeforeEach
    void open() {
        pool = StoreConfiguration.pool(folder);
        store = StoreConfiguration.store(pool, Clock.fixed(NOW, ZoneOffset.UTC), new Ids(new Random(1)));
    }

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void keepsADeclaredJobWithItsFirstAttemptUnderAFreshFlinkJobId() {
        Job job = declare("a");

        assertThat(job.name()).isEqualTo("a");
        assertThat(job.spec()).isEqualTo(SPEC);
        assertThat(job.desired()).isEqualTo(Desired.RUNNING);
        assertThat(job.createdAt()).isEqualTo(NOW);
        assertThat(job.attempt().flinkJobId()).matches("[0-9a-f]{32}").isNotEqualTo(job.id());
        assertThat(job.attempt())
                .isEqualTo(new Attempt(
                        job.id(), 1, job.attempt().flinkJobId(), AttemptState.NEW, null, null, null, null, null, NOW));
    }

    @Test
    void declaresANameOnlyOnceUntilItIsDeleted() {
        Job job = declare("a");

        assertThat(store.declare(new NewJob("a", SPEC, null))).isEmpty();
        assertThat(store.delete(job.id())).isFalse();
        store.end(job.attempt(), AttemptState.CANCELLED, null);
        assertThat(store.delete(job.id())).isTrue();
        assertThat(store.jobs()).isEmpty();
        assertThat(store.everDeclared("a")).isTrue();
        assertThat(store.everDeclared("b")).isFalse();
        assertThat(store.declare(new NewJob("a", SPEC, null))).isPresent();
    }

    @Test
    void neverHoldsTwoLiveAttemptsOfOneJob() {
        Job job = declare("a");

        assertThat(store.resume(job.attempt(), null)).isFalse();
        assertThatThrownBy(() -> JdbcClient.create(pool)
                        .sql("INSERT INTO attempt (job_id, number, flink_job_id, live_job, state, created_at)"
                                + " VALUES (?, 2, 'f', ?, 'NEW', CURRENT_TIMESTAMP)")
                        .params(job.id(), job.id())
                        .update())
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void replacesALostAttemptByOneWithAnotherFlinkJobId() {
        Job job = declare("a");

        store.replace(job.attempt(), "file:/chk-3");

        Attempt next = store.job(job.id()).orElseThrow().attempt();
        assertThat(next.number()).isEqualTo(2);
        assertThat(next.restoredFrom()).isEqualTo("file:/chk-3");
        assertThat(next.flinkJobId()).isNotEqualTo(job.attempt().flinkJobId());
        assertThat(store.endedFlinkJobIds()).containsExactly(job.attempt().flinkJobId());
    }

    @Test
    void doesNotUndoACommandThatCameInBetween() {
        Job job = declare("a");
        store.advance(job.attempt(), AttemptState.POSTING);

        assertThat(store.advance(job.attempt(), AttemptState.OBSERVED)).isFalse();
        assertThat(store.want(job.id(), Desired.STOPPED, Desired.CANCELLED)).isFalse();
        assertThat(store.want(job.id(), Desired.RUNNING, Desired.CANCELLED)).isTrue();
        assertThat(store.job(job.id()).orElseThrow().attempt().state()).isEqualTo(AttemptState.POSTING);
    }

    @Test
    void givesUpAStopSoThatTheJobGoesOn() {
        Job job = declare("a");
        store.want(job.id(), Desired.RUNNING, Desired.STOPPED);
        String trigger = store.stopTrigger(job.attempt());
        assertThat(store.job(job.id()).orElseThrow().attempt().stopTrigger()).isEqualTo(trigger);

        store.giveUpStop(job.attempt(), "disk full");

        Job going = store.job(job.id()).orElseThrow();
        assertThat(going.desired()).isEqualTo(Desired.RUNNING);
        assertThat(going.attempt().stopTrigger()).isNull();
        assertThat(going.attempt().note()).isEqualTo("disk full");
    }

    @Test
    void wantsAJobThatIsCancelledElsewhereCancelledAndKeepsItsAttemptLive() {
        Job job = declare("a");

        store.respectCancel(job.attempt(), "by hand");

        Job cancelling = store.job(job.id()).orElseThrow();
        assertThat(cancelling.desired()).isEqualTo(Desired.CANCELLED);
        assertThat(cancelling.attempt().live()).isTrue();
        assertThat(cancelling.attempt().note()).isEqualTo("by hand");
        assertThat(store.resume(cancelling.attempt(), null)).isFalse();
    }

    @Test
    void keepsACommitWhenTheJvmIsHaltedRightAfterIt(@TempDir Path crashed) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingChild.class.getName(),
                        crashed.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue())
                .as(Files.readString(folder.resolve("child.log")))
                .isEqualTo(HaltingChild.HALTED);

        JdbcConnectionPool after = StoreConfiguration.pool(crashed);
        try {
            JobStore reopened = StoreConfiguration.store(after, Clock.systemUTC(), new Ids(new Random(2)));
            assertThat(reopened.jobNamed("survivor").orElseThrow().spec()).isEqualTo(SPEC);
        } finally {
            after.dispose();
        }
    }

    private Job declare(String name) {
        String id = store.declare(new NewJob(name, SPEC, null)).orElseThrow();
        return store.job(id).orElseThrow();
    }
}
