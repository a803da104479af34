package io.millrace.consumer.live;

import io.millrace.consumer.event.EventFilter;
import io.millrace.consumer.event.EventJson;
import io.millrace.consumer.event.Outbox;
import io.millrace.consumer.event.ReceivedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** One browser that watches: what waits for it, and the thread that writes to it. */
final class EventSubscriber implements Runnable {
    private static final int MAX_WAITING = 2_000;
    private static final long MAX_WAITING_BYTES = 4L << 20;
    private static final int BATCH = 200;
    private static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EventFilter filter;
    private final ResponseBodyEmitter browser;
    private final Duration heartbeat;
    private final Outbox waiting = new Outbox(MAX_WAITING, MAX_WAITING_BYTES);
    private long droppedTold;

    EventSubscriber(EventFilter filter, ResponseBodyEmitter browser, Duration heartbeat) {
        this.filter = filter;
        this.browser = browser;
        this.heartbeat = heartbeat;
    }

    void offer(ReceivedEvent event) {
        if (filter.matches(event.event())) {
            waiting.offer(event);
        }
    }

    long dropped() {
        return waiting.dropped();
    }

    void close() {
        waiting.close();
    }

    /** Writes until closed or until the browser leaves. */
    @Override
    public void run() {
        try {
            // The first bytes tell the browser that it is connected.
            send(HEARTBEAT);
            while (!waiting.isClosed()) {
                List<ReceivedEvent> events = waiting.take(BATCH, heartbeat);
                send(events.isEmpty() ? HEARTBEAT : text(events));
            }
            browser.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            browser.complete();
        } catch (IOException | IllegalStateException e) {
            // The browser left, or takes nothing any more: it is gone, and comes back by itself if it wants to.
            browser.completeWithError(e);
        } finally {
            close();
        }
    }

    private byte[] text(List<ReceivedEvent> events) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (ReceivedEvent event : events) {
            text.writeBytes(("id: " + event.sequence() + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
            EventJson.append(event, text);
            text.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        }
        long dropped = waiting.dropped();
        if (dropped > droppedTold) {
            text.writeBytes(
                    ("event: dropped\ndata: {\"count\":" + dropped + "}\n\n").getBytes(StandardCharsets.US_ASCII));
            droppedTold = dropped;
        }
        return text.toByteArray();
    }

    private void send(byte[] text) throws IOException {
        browser.send(text, MediaType.TEXT_EVENT_STREAM);
    }
}
