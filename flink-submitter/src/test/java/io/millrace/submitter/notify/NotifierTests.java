package io.millrace.submitter.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.PostgresServer;
import io.millrace.submitter.store.TestClock;
import io.millrace.submitter.store.TestStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierTests {

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration MANY_POLLS = POLL.multipliedBy(30);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05Z"));

    @SuppressWarnings("NullAway.Init")
    private TestStore store;

    @SuppressWarnings("NullAway.Init")
    private WebhookServer server;

    @SuppressWarnings("NullAway.Init")
    private Notifier notifier;

    @BeforeEach
    void open() throws IOException {
        store = TestStore.acting(folder, clock);
        server = WebhookServer.start();
        notifier = notifier(server.url());
    }

    @AfterEach
    void close() {
        notifier.stop();
        server.close();
        store.close();
    }

    @Test
    void tellsOfTransitionsInTheirOrder() {
        happens(EventType.CLUSTER_RESTARTED, "http://localhost:8081");
        happens(EventType.ARTIFACT_ADDED, "not told");
        happens(EventType.FAILED, "second");
        notifier.start();

        awaitTold(2);
        assertThat(server.told().get(0))
                .isEqualTo(new WebhookServer.Told(
                        "POST",
                        "/hook?key=secret",
                        "application/json",
                        "millrace-event-1",
                        null,
                        "{\"number\":1,\"type\":\"CLUSTER_RESTARTED\",\"detail\":\"http://localhost:8081\","
                                + "\"at\":\"2026-01-02T03:04:05Z\"}"));
        assertThat(server.keys()).containsExactly("millrace-event-1", "millrace-event-3");
        happens(EventType.STOPPED, "later");
        awaitTold(3);
        assertThat(notifier.failed()).isZero();
        assertThat(store.book().events().due()).isEmpty();
    }

    @Test
    void triesAgainWithTheSameKeyWhileLaterEventsWait() {
        server.answering(500, 302, 429);
        happens(EventType.FAILED, "first");
        happens(EventType.RESTORED, "second");
        notifier.start();

        awaitToldAsTimePasses(2);
        assertThat(server.keys())
                .containsExactly(
                        "millrace-event-1",
                        "millrace-event-1",
                        "millrace-event-1",
                        "millrace-event-1",
                        "millrace-event-2");
        assertThat(notifier.failed()).isEqualTo(3);
    }

    @Test
    void doesNotTryAgainBeforeItsTime() {
        server.answering(500);
        happens(EventType.FAILED, "first");
        happens(EventType.RESTORED, "second");
        notifier.start();

        await().during(MANY_POLLS).until(() -> server.told().size() <= 1);
        await().until(() -> notifier.failed() == 1);
        assertThat(notifier.told()).isZero();
        awaitToldAsTimePasses(2);
    }

    @Test
    void tellsWhatHappenedWhileTheWebhookWasDown() throws Exception {
        server.close();
        happens(EventType.FAILED, "first");
        notifier.start();
        await().until(() -> {
            clock.forward(Duration.ofSeconds(10));
            return notifier.failed() >= 2;
        });

        server = WebhookServer.startAt(server.url());

        awaitToldAsTimePasses(1);
        assertThat(server.keys()).containsExactly("millrace-event-1");
    }

    @Test
    void givesUpAnEventTheWebhookRefuses() {
        server.answering(400, 204, 410);
        happens(EventType.FAILED, "refused");
        happens(EventType.RESTORED, "taken");
        happens(EventType.LOST, "refused");
        happens(EventType.RUNNING, "taken");
        notifier.start();

        awaitTold(2);
        assertThat(server.keys())
                .containsExactly("millrace-event-1", "millrace-event-2", "millrace-event-3", "millrace-event-4");
        assertThat(notifier.failed()).isEqualTo(2);
    }

    @Test
    void givesUpAnEventThatIsADayOld() {
        server.answering(503, 503);
        happens(EventType.FAILED, "yesterday");
        clock.forward(Duration.ofHours(24).minusSeconds(1));
        happens(EventType.RESTORED, "today");
        notifier.start();
        await().until(() -> notifier.failed() == 1);

        awaitToldAsTimePasses(1);
        assertThat(server.keys()).containsExactly("millrace-event-1", "millrace-event-1", "millrace-event-2");
    }

    @Test
    void tellsNothingWhileAnotherSubmitterActs() {
        store.lease().close();
        happens(EventType.FAILED, "first");
        notifier.start();
        await().during(MANY_POLLS).until(() -> server.told().isEmpty());

        assertThat(store.lease().hold()).isTrue();

        awaitTold(1);
    }

    @Test
    void tellsAfterARestartWhatWasLeft() {
        server.answering(503);
        happens(EventType.FAILED, "first");
        notifier.start();
        await().until(() -> notifier.failed() == 1);
        notifier.stop();
        store.close();

        store = TestStore.acting(folder, clock);
        notifier = notifier(server.url());
        notifier.start();

        awaitToldAsTimePasses(1);
        assertThat(server.keys()).containsExactly("millrace-event-1", "millrace-event-1");
    }

    @Test
    void goesOnWhenTheDatabaseIsBack() throws Exception {
        store.close();
        try (PostgresServer postgres = PostgresServer.start()) {
            store = TestStore.open(postgres.freshDatabase(), clock);
            assertThat(store.lease().hold()).isTrue();
            notifier = notifier(server.url());
            notifier.start();
            happens(EventType.FAILED, "before");
            awaitTold(1);

            postgres.stop();
            postgres.restart();

            await().until(() -> store.lease().hold());
            happens(EventType.RESTORED, "after");
            awaitTold(2);
            notifier.stop();
            store.close();
        }
    }

    private Notifier notifier(URI url) {
        return new Notifier(store.book().events(), store.lease(), new Webhook(url, null), new Random(1), clock, POLL);
    }

    private void happens(EventType type, String detail) {
        store.book().events().add(type, detail);
    }

    private void awaitTold(int events) {
        await().until(() -> notifier.told() == events);
    }

    private void awaitToldAsTimePasses(int events) {
        await().until(() -> {
            clock.forward(Duration.ofSeconds(1));
            return notifier.told() == events;
        });
    }
}
