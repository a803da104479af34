package io.millrace.consumer.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.consumer.event.EventFilter;
import io.millrace.consumer.event.Events;
import io.millrace.consumer.event.MalformedLine;
import io.millrace.consumer.event.ReceivedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentEventsTests {
    private static final EventFilter ALL = new EventFilter(null, null, null, null, null);

    @Test
    void keepsTheNewestEventsAndGivesThemNewestFirst() {
        RecentEvents recent = new RecentEvents(3);
        for (int i = 0; i < 5; i++) {
            recent.received(Events.event(i));
        }

        assertThat(sequences(recent.newest(ALL, 100))).containsExactly(4L, 3L, 2L);
        assertThat(sequences(recent.newest(ALL, 2))).containsExactly(4L, 3L);
    }

    @Test
    void theLimitCountsEventsThatTheFilterChose() {
        RecentEvents recent = new RecentEvents(10);
        for (int i = 0; i < 10; i++) {
            recent.received(Events.event(i, i % 2 == 0 ? "Error" : "Warning", "m"));
        }

        assertThat(sequences(recent.newest(new EventFilter("Error", null, null, null, null), 3)))
                .containsExactly(8L, 6L, 4L);
    }

    @Test
    void isBoundedInBytesToo() {
        RecentEvents recent = new RecentEvents(1000);
        int mebibyte = 1 << 20;
        for (int i = 0; i < 100; i++) {
            recent.received(new ReceivedEvent(i, mebibyte, Events.event(i).event()));
        }

        assertThat(sequences(recent.newest(ALL, 1000)))
                .hasSize(64)
                .startsWith(99L)
                .endsWith(36L);
    }

    @Test
    void keepsTheLastMalformedLines() {
        RecentEvents recent = new RecentEvents(1);
        for (int i = 0; i < 150; i++) {
            recent.malformed(new MalformedLine(i, "not-json", "d", "x", 1));
        }

        assertThat(recent.malformedLines())
                .extracting(MalformedLine::sequence)
                .hasSize(100)
                .startsWith(149L)
                .endsWith(50L);
    }

    private static List<Long> sequences(List<ReceivedEvent> events) {
        return events.stream().map(ReceivedEvent::sequence).toList();
    }
}
