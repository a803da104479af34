package io.millrace.submitter.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Lease;
import io.millrace.submitter.store.TestStore;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class NotifyConfigurationTests {

    private static final String URL = "millrace.submitter.webhook.url=";

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SubmitterProperties.class)
    static class Settings {}

    private final ApplicationContextRunner contexts =
            new ApplicationContextRunner().withUserConfiguration(Settings.class, NotifyConfiguration.class);

    @Test
    void tellsNobodyUnlessThereIsAnAddress() {
        contexts.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(NotificationCounts.class));
        contexts.withPropertyValues(URL)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(NotificationCounts.class));
    }

    @Test
    void tellsTheAddressWhileTheApplicationRuns(@TempDir Path folder) throws Exception {
        try (WebhookServer server = WebhookServer.start();
                TestStore store = TestStore.acting(folder, Clock.systemUTC())) {
            store.book().events().add(EventType.CLUSTER_RESTARTED, "http://localhost:8081");
            contexts.withBean(Book.class, store::book)
                    .withBean(Lease.class, store::lease)
                    .withBean(Clock.class, Clock::systemUTC)
                    .withPropertyValues(URL + server.url())
                    .run(context -> {
                        NotificationCounts counts = context.getBean(NotificationCounts.class);
                        await().until(() -> counts.told() == 1);
                    });
            assertThat(server.keys()).containsExactly("millrace-event-1");
        }
    }
}
