package io.millrace.submitter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.SubmitterApplication;
import io.millrace.submitter.reconcile.Crash;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.testcluster.StandaloneCluster;
import io.millrace.submitter.testjob.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Random commands to random jobs while the submitter dies at random boundaries, on a cluster of JVMs: never two live jobs
 * for one intent, never a forgotten one. {@code -Dmillrace.crash.runs} says how many runs, {@code -Dmillrace.crash.seed}
 * which is the first.
 */
class RandomCrashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RUNS = Integer.getInteger("millrace.crash.runs", 8);
    private static final long SEED = Long.getLong("millrace.crash.seed", 1);

    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private static Path jar;

    @BeforeAll
    static void start() throws Exception {
        jar = TestJar.write(folder.resolve("sequence.jar"));
        cluster = StandaloneCluster.start(folder, Map.of());
        cluster.awaitTaskManagers(2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void neverDoublesNorForgetsAJob() throws Exception {
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) throws Exception {
        Random random = new Random(seed);
        String name = "run-" + seed;
        int lives = 2 + random.nextInt(2);
        for (int life = 1; life < lives; life++) {
            Crash crash = new Crash(1 + random.nextInt(14));
            try (ConfigurableApplicationContext submitter = submitter(name, crash)) {
                declare(submitter, name);
                await("crash of run " + seed)
                        .dontCatchUncaughtExceptions()
                        .atMost(PATIENCE)
                        .until(() -> {
                            command(random, submitter);
                            assertNoneTwice(submitter.getBean(Book.class), seed);
                            return crash.happened();
                        });
            }
        }
        try (ConfigurableApplicationContext submitter = submitter(name, new Crash(Integer.MAX_VALUE))) {
            declare(submitter, name);
            Book book = submitter.getBean(Book.class);
            await("fixed point of run " + seed).atMost(PATIENCE).untilAsserted(() -> assertAsWanted(book, seed));
            cancelAll(submitter.getBean(Commands.class), book);
            await("end of run " + seed)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.aliveJobs()).isEmpty());
        }
    }

    private static ConfigurableApplicationContext submitter(String name, Crash crash) {
        return SubmitterApplication.builder()
                .web(WebApplicationType.NONE)
                .initializers(crash)
                .run(
                        "--millrace.submitter.flink-url=" + cluster.url(),
                        "--millrace.submitter.data-dir=" + folder.resolve(name),
                        "--millrace.submitter.checkpoint-dir=" + folder.resolve("checkpoints"),
                        "--millrace.submitter.tick=50ms",
                        "--millrace.submitter.lost-after=0s");
    }

    private static void declare(ConfigurableApplicationContext submitter, String name) {
        Declarations declarations = submitter.getBean(Declarations.class);
        for (String job : List.of(name + "-a", name + "-b")) {
            if (!submitter.getBean(Book.class).jobs().everDeclared(job)) {
                declarations.declare(
                        new JobRequest(job, jar.toString(), null, null, 1, null, null, null, null, null), null);
            }
        }
    }

    /** Asks for something now and then; what is refused is as good as not asked. */
    private static void command(Random random, ConfigurableApplicationContext submitter) {
        Commands commands = submitter.getBean(Commands.class);
        Revisions revisions = submitter.getBean(Revisions.class);
        List<Job> jobs = submitter.getBean(Book.class).jobs().jobs();
        if (jobs.isEmpty() || random.nextInt(4) > 0) {
            return;
        }
        Job job = jobs.get(random.nextInt(jobs.size()));
        List<Consumer<String>> all = List.of(
                commands::stop,
                commands::restart,
                commands::savepoint,
                commands::cancel,
                id -> commands.resume(id, null),
                id -> commands.resume(id, null),
                id -> revisions.revise(job, job.wanted().spec().at(1 + random.nextInt(2)), Operation.Kind.RESCALE));
        try {
            all.get(random.nextInt(all.size())).accept(job.id());
        } catch (ProblemException refused) {
            assertThat(refused.getStatusCode().value()).isEqualTo(409);
        }
    }

    /** Never two live Flink jobs of one job. */
    private static void assertNoneTwice(Book book, long seed) throws IOException, InterruptedException {
        Set<String> alive = cluster.aliveJobs();
        for (Job job : book.jobs().jobs()) {
            assertThat(book.attempts().attempts(job.id()))
                    .as("live Flink jobs of %s, run %s", job.name(), seed)
                    .filteredOn(attempt -> alive.contains(attempt.flinkJobId()))
                    .hasSizeLessThan(2);
        }
    }

    /** What runs is what should, and nothing else does. */
    private static void assertAsWanted(Book book, long seed) throws IOException, InterruptedException {
        List<Job> jobs = book.jobs().jobs();
        assertNoneTwice(book, seed);
        Set<String> wanted = jobs.stream()
                .filter(job -> job.desired() == Desired.RUNNING)
                .map(Job::attempt)
                .map(Attempt::flinkJobId)
                .collect(Collectors.toSet());
        assertThat(jobs)
                .as("run %s", seed)
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.attempt().live()).isEqualTo(job.desired() == Desired.RUNNING));
        assertThat(cluster.aliveJobs()).as("run %s", seed).isEqualTo(wanted);
        assertThat(book.operations().open()).as("run %s", seed).isEmpty();
    }

    private static void cancelAll(Commands commands, Book book) {
        for (Job job : book.jobs().jobs()) {
            commands.delete(job.id(), false);
        }
    }
}
