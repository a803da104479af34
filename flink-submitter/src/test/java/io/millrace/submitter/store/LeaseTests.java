package io.millrace.submitter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTests extends OnBothDatabases {

    @Test
    void changesNothingForOneThatLostTheLeaseWithoutNoticing() {
        Job job = declare("a");
        try (TestStore second = TestStore.open(url, clock)) {
            if (kind == TestStore.Kind.POSTGRESQL) {
                assertThat(second.lease().hold()).isFalse();
                assertThat(second.lease().reason()).isEqualTo("another submitter acts");
                PostgresServer.shared().breakLock(url);
            }
            // On H2, that is within one process: across processes the lock on the file keeps the second one out.
            await().until(() -> second.lease().hold());

            assertThat(store.lease().held()).isTrue();
            assertThatThrownBy(() -> book.database()
                            .acting(() -> book.attempts().end(job.attempt(), AttemptState.LOST, "not so")))
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessage("Another submitter has taken over; this one waits.");
            second.book()
                    .database()
                    .acting(() -> second.book().attempts().advance(job.attempt(), AttemptState.POSTING));

            assertThat(job(job.id()).attempt().state()).isEqualTo(AttemptState.POSTING);
        }
    }

    @Test
    void takesTheLeaseAnewWhenTheDatabaseEndsItsConnection() {
        Job job = declare("a");

        if (kind == TestStore.Kind.POSTGRESQL) {
            PostgresServer.shared().breakLock(url);
        } else {
            // As H2 does when its disk is full, or its memory used up.
            book.database().sql("SHUTDOWN IMMEDIATELY").update();
        }

        await().until(() -> store.lease().hold());
        assertThat(job(job.id()).name()).isEqualTo("a");
        book.database().acting(() -> book.attempts().advance(job.attempt(), AttemptState.POSTING));
        assertThat(job(job.id()).attempt().state()).isEqualTo(AttemptState.POSTING);
    }

    @Test
    void keepsACommitAndFreesTheLeaseWhenTheJvmIsHaltedRightAfterIt(@TempDir Path crashed) throws Exception {
        String address = kind.fresh(crashed);
        Path log = folder.resolve("child.log");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingChild.class.getName(),
                        address)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(Files.readString(log)).isEqualTo(HaltingChild.HALTED);

        try (TestStore after = TestStore.open(address, Clock.systemUTC())) {
            await().until(() -> after.lease().hold());
            assertThat(after.book()
                            .jobs()
                            .jobNamed("survivor")
                            .orElseThrow()
                            .wanted()
                            .spec())
                    .isEqualTo(SPEC);
        }
    }
}
