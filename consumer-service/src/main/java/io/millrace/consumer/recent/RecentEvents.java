package io.millrace.consumer.recent;

import io.millrace.consumer.event.EventFilter;
import io.millrace.consumer.event.EventSink;
import io.millrace.consumer.event.MalformedLine;
import io.millrace.consumer.event.ReceivedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The events received last, bounded in number and in bytes of their lines, and the last lines that were none. */
final class RecentEvents implements EventSink {
    static final int MALFORMED_KEPT = 100;
    static final long MAX_BYTES = 64L << 20;

    private final int capacity;
    private final ArrayDeque<ReceivedEvent> events = new ArrayDeque<>();
    private final ArrayDeque<MalformedLine> malformed = new ArrayDeque<>();
    private long bytes;

    RecentEvents(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized void received(ReceivedEvent event) {
        events.addLast(event);
        bytes += event.bytes();
        while (events.size() > capacity || bytes > MAX_BYTES) {
            bytes -= events.removeFirst().bytes();
        }
    }

    @Override
    public synchronized void malformed(MalformedLine line) {
        malformed.addFirst(line);
        if (malformed.size() > MALFORMED_KEPT) {
            malformed.removeLast();
        }
    }

    /** Returns the newest events that the filter chooses, newest first. */
    List<ReceivedEvent> newest(EventFilter filter, int limit) {
        ReceivedEvent[] all;
        synchronized (this) {
            all = events.toArray(ReceivedEvent[]::new);
        }
        List<ReceivedEvent> chosen = new ArrayList<>(Math.min(limit, all.length));
        for (int i = all.length - 1; i >= 0 && chosen.size() < limit; i--) {
            ReceivedEvent event = Objects.requireNonNull(all[i]);
            if (filter.matches(event.event())) {
                chosen.add(event);
            }
        }
        return chosen;
    }

    /** Returns the last lines that were no events, newest first. */
    synchronized List<MalformedLine> malformedLines() {
        return List.copyOf(malformed);
    }
}
