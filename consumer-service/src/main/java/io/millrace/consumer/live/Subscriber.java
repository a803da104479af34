package io.millrace.consumer.live;

import io.millrace.consumer.event.Outbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** One browser that watches: what waits for it, and the thread that writes to it. */
final class Subscriber<T> implements Runnable {
    private static final int MAX_WAITING = 2_000;
    private static final long MAX_WAITING_BYTES = 4L << 20;
    private static final int BATCH = 200;
    private static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Predicate<T> filter;
    private final ResponseBodyEmitter browser;
    private final ItemWriter<T> writer;
    private final Duration heartbeat;
    private final Outbox<T> waiting = new Outbox<>(MAX_WAITING, MAX_WAITING_BYTES);
    private long droppedTold;

    Subscriber(Predicate<T> filter, ResponseBodyEmitter browser, ItemWriter<T> writer, Duration heartbeat) {
        this.filter = filter;
        this.browser = browser;
        this.writer = writer;
        this.heartbeat = heartbeat;
    }

    void offer(T item) {
        if (filter.test(item)) {
            waiting.offer(item, writer.bytes(item));
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
                List<T> items = waiting.take(BATCH, heartbeat);
                send(items.isEmpty() ? HEARTBEAT : text(items));
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

    private byte[] text(List<T> items) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (T item : items) {
            text.writeBytes(("id: " + writer.id(item) + "\ndata: ").getBytes(StandardCharsets.UTF_8));
            writer.append(item, text);
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
