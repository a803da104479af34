package io.millrace.submitter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** What only a database of several submitters can do. */
class PostgresqlTests {

    private final Clock clock = Clock.systemUTC();

    @Test
    void letsOneSubmitterActAtATimeAndTheNextWhenItCloses() {
        String url = PostgresServer.shared().freshDatabase();
        try (TestStore first = TestStore.open(url, clock);
                TestStore second = TestStore.open(url, clock)) {
            assertThat(first.lease().hold()).isTrue();
            long epoch = first.lease().epoch();
            assertThat(second.lease().hold()).isFalse();
            assertThat(second.book().jobs().jobs()).isEmpty();
            assertThat(first.lease().hold()).isTrue();
            assertThat(first.lease().epoch()).isEqualTo(epoch);

            first.lease().close();

            assertThat(first.lease().held()).isFalse();
            assertThat(second.lease().hold()).isTrue();
            assertThat(second.lease().epoch()).isEqualTo(epoch + 1);
            assertThat(first.lease().hold()).isFalse();
            assertThat(first.lease().reason()).isEqualTo("another submitter acts");
        }
    }

    @Test
    void isWaitedForWhileItIsAway() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                TestStore store = TestStore.open(server.freshDatabase(), clock)) {
            assertThat(store.lease().hold()).isTrue();
            long epoch = store.lease().epoch();
            store.book().jobs().declare(new NewJob("a", OnBothDatabases.SPEC, null));

            server.stop();

            assertThatThrownBy(() -> store.book().database().check()).isInstanceOf(DataAccessException.class);
            await().until(() -> !store.lease().hold()
                    && String.valueOf(store.lease().reason()).contains("refused"));

            server.restart();

            await().until(() -> store.lease().hold());
            assertThat(store.lease().reason()).isNull();
            assertThat(store.lease().epoch()).isEqualTo(epoch + 1);
            assertThat(store.book().jobs().jobNamed("a")).isPresent();
        }
    }
}
