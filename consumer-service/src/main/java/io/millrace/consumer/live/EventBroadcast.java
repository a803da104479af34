package io.millrace.consumer.live;

import io.millrace.consumer.event.EventFilter;
import io.millrace.consumer.event.LossySink;
import io.millrace.consumer.event.ReceivedEvent;
import io.millrace.service.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Sends events to every browser that watches. Each has a thread and a bounded queue of its own: a slow one loses events,
 * is told how many, and holds up nobody.
 */
final class EventBroadcast implements LossySink, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EventBroadcast.class);
    static final int MAX_SUBSCRIBERS = 64;

    private final Duration heartbeat;
    private final List<EventSubscriber> subscribers = new CopyOnWriteArrayList<>();
    private final AtomicLong droppedBefore = new AtomicLong();
    private volatile boolean running;

    EventBroadcast(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /**
     * Sends events to a browser until it leaves.
     *
     * @throws ProblemException if there are as many as there may be, or the service is stopping
     */
    synchronized void add(EventFilter filter, ResponseBodyEmitter browser) {
        if (!running || subscribers.size() >= MAX_SUBSCRIBERS) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too-many-streams",
                    running
                            ? "There are " + MAX_SUBSCRIBERS + " event streams already; close one first."
                            : "The service is stopping.");
        }
        EventSubscriber subscriber = new EventSubscriber(filter, browser, heartbeat);
        subscribers.add(subscriber);
        browser.onCompletion(subscriber::close);
        Thread writer = new Thread(() -> serve(subscriber), "millrace-consumer-sse");
        writer.setDaemon(true);
        writer.setUncaughtExceptionHandler((failed, cause) -> log.error("An event stream ended", cause));
        writer.start();
    }

    private void serve(EventSubscriber subscriber) {
        try {
            subscriber.run();
        } finally {
            remove(subscriber);
        }
    }

    private synchronized void remove(EventSubscriber subscriber) {
        subscribers.remove(subscriber);
        droppedBefore.addAndGet(subscriber.dropped());
    }

    int subscriberCount() {
        return subscribers.size();
    }

    @Override
    public String name() {
        return "sse";
    }

    @Override
    public void received(ReceivedEvent event) {
        for (EventSubscriber subscriber : subscribers) {
            subscriber.offer(event);
        }
    }

    @Override
    public synchronized long dropped() {
        return droppedBefore.get()
                + subscribers.stream().mapToLong(EventSubscriber::dropped).sum();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends the streams, before the web server waits for its requests to end. */
    @Override
    public synchronized void stop() {
        running = false;
        subscribers.forEach(EventSubscriber::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
