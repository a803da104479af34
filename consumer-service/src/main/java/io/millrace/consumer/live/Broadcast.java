package io.millrace.consumer.live;

import io.millrace.service.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Sends items to every browser that watches, as server-sent events. Each browser has a thread and a bounded queue of its own:
 * a slow one loses items, is told how many by an event {@code dropped}, and holds up nobody.
 *
 * @param <T> what is sent, such as events
 */
public final class Broadcast<T> implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Broadcast.class);
    static final int MAX_SUBSCRIBERS = 64;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final long NO_TIMEOUT = 0L;

    private final ItemWriter<T> writer;
    private final List<Subscriber<T>> subscribers = new CopyOnWriteArrayList<>();
    private final AtomicLong droppedBefore = new AtomicLong();
    private volatile boolean running;

    /** Sends items the way they are written. */
    public Broadcast(ItemWriter<T> writer) {
        this.writer = writer;
    }

    /**
     * Answers a browser with the items from now on that a filter chooses, until it leaves.
     *
     * @throws ProblemException if there are as many as there may be, or the service is stopping
     */
    public ResponseEntity<ResponseBodyEmitter> watch(Predicate<T> filter) {
        ResponseBodyEmitter browser = new ResponseBodyEmitter(NO_TIMEOUT);
        add(filter, browser);
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .body(browser);
    }

    private synchronized void add(Predicate<T> filter, ResponseBodyEmitter browser) {
        if (!running || subscribers.size() >= MAX_SUBSCRIBERS) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too-many-streams",
                    running
                            ? "There are " + MAX_SUBSCRIBERS + " event streams already; close one first."
                            : "The service is stopping.");
        }
        Subscriber<T> subscriber = new Subscriber<>(filter, browser, writer, HEARTBEAT);
        subscribers.add(subscriber);
        browser.onCompletion(subscriber::close);
        Thread thread = new Thread(() -> serve(subscriber), "millrace-consumer-sse");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, cause) -> log.error("An event stream ended", cause));
        thread.start();
    }

    private void serve(Subscriber<T> subscriber) {
        try {
            subscriber.run();
        } finally {
            remove(subscriber);
        }
    }

    private synchronized void remove(Subscriber<T> subscriber) {
        subscribers.remove(subscriber);
        droppedBefore.addAndGet(subscriber.dropped());
    }

    /** Sends an item to those who chose it; never waits. */
    public void send(T item) {
        for (Subscriber<T> subscriber : subscribers) {
            subscriber.offer(item);
        }
    }

    /** Items lost by browsers that were too slow. */
    public synchronized long dropped() {
        return droppedBefore.get()
                + subscribers.stream().mapToLong(Subscriber::dropped).sum();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends the streams, before the web server waits for its requests to end. */
    @Override
    public synchronized void stop() {
        running = false;
        subscribers.forEach(Subscriber::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
