package io.millrace.consumer.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTests {
    @Test
    void handsOutWhatFitsInOrderAndCountsTheRest() throws Exception {
        Outbox<ReceivedEvent> outbox = new Outbox<>(3, 1000);
        for (int i = 0; i < 5; i++) {
            outbox.offer(Events.event(i), 100);
        }

        assertThat(outbox.dropped()).isEqualTo(2);
        assertThat(sequences(outbox.take(2, Duration.ZERO))).containsExactly(0L, 1L);
        outbox.offer(Events.event(9), 100);
        assertThat(sequences(outbox.take(10, Duration.ZERO))).containsExactly(2L, 9L);
        assertThat(outbox.take(10, Duration.ZERO)).isEmpty();
    }

    @Test
    void isBoundedInBytesToo() throws Exception {
        Outbox<ReceivedEvent> outbox = new Outbox<>(100, 250);
        for (int i = 0; i < 3; i++) {
            outbox.offer(Events.event(i), 100);
        }

        assertThat(outbox.dropped()).isEqualTo(1);
        assertThat(outbox.take(10, Duration.ZERO)).hasSize(2);
        outbox.offer(Events.event(3), 100);
        assertThat(outbox.dropped()).isEqualTo(1);
    }

    @Test
    void aWaitingTakerIsWokenByAnEventAndByTheEnd() throws Exception {
        Outbox<ReceivedEvent> outbox = new Outbox<>(10, 1000);
        CompletableFuture<List<ReceivedEvent>> first = take(outbox);
        outbox.offer(Events.event(7), 100);
        assertThat(sequences(first.get(5, TimeUnit.SECONDS))).containsExactly(7L);

        CompletableFuture<List<ReceivedEvent>> last = take(outbox);
        outbox.close();
        assertThat(last.get(5, TimeUnit.SECONDS)).isEmpty();
        outbox.offer(Events.event(8), 100);
        assertThat(outbox.take(1, Duration.ofMinutes(1))).isEmpty();
        assertThat(outbox.isClosed()).isTrue();
        assertThat(outbox.dropped()).isZero();
    }

    private static CompletableFuture<List<ReceivedEvent>> take(Outbox<ReceivedEvent> outbox) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return outbox.take(10, Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static List<Long> sequences(List<ReceivedEvent> events) {
        return events.stream().map(ReceivedEvent::sequence).toList();
    }
}
