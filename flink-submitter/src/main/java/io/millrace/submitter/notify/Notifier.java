package io.millrace.submitter.notify;

import io.millrace.submitter.notify.Webhook.Answer;
import io.millrace.submitter.store.Event;
import io.millrace.submitter.store.EventStore;
import io.millrace.submitter.store.EventStore.Due;
import io.millrace.submitter.store.Lease;
import io.millrace.submitter.store.StoreThread;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells a webhook of events, on a thread of its own, while this submitter acts.
 *
 * <p>The events wait in the store, so that none is lost with the process: each is told at least once, in their order. One
 * that is not taken is tried again, and the later ones wait for it, until it is a day old or refused for good.
 */
public final class Notifier implements SmartLifecycle, NotificationCounts {

    private static final Logger log = LoggerFactory.getLogger(Notifier.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    private final EventStore events;
    private final Lease lease;
    private final Webhook webhook;
    private final Backoff backoff;
    private final Clock clock;
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final StoreThread thread;

    private boolean broken;

    public Notifier(EventStore events, Lease lease, Webhook webhook, RandomGenerator random, Clock clock) {
        this(events, lease, webhook, random, clock, POLL);
    }

    /** @param poll time between two looks at the store while there is nothing to tell */
    Notifier(EventStore events, Lease lease, Webhook webhook, RandomGenerator random, Clock clock, Duration poll) {
        this.events = events;
        this.lease = lease;
        this.webhook = webhook;
        this.backoff = new Backoff(random);
        this.clock = clock;
        this.thread = new StoreThread("submitter-webhook", this::tellNext, poll);
    }

    @Override
    public long told() {
        return told.get();
    }

    @Override
    public long failed() {
        return failed.get();
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        if (!thread.stop(STOP_PATIENCE)) {
            log.warn("The webhook's thread did not end within {}", STOP_PATIENCE);
        }
    }

    @Override
    public boolean isRunning() {
        return thread.running();
    }

    /** Says whether there was something to tell. */
    private boolean tellNext() throws InterruptedException {
        try {
            Optional<Due> due = lease.held() ? events.due() : Optional.empty();
            if (due.isPresent()) {
                tell(due.get());
            }
            broken = false;
            return due.isPresent();
        } catch (RuntimeException failure) {
            if (!broken && thread.running()) {
                log.warn("The events to tell of cannot be had; trying again", failure);
            }
            broken = true;
            return false;
        }
    }

    private void tell(Due due) throws InterruptedException {
        Event event = due.event();
        Answer answer = webhook.tell(event);
        if (answer.taken()) {
            events.settle(event);
            told.incrementAndGet();
            if (due.tries() > 0) {
                log.info("The webhook at {} takes events again", webhook);
            }
            return;
        }
        failed.incrementAndGet();
        Instant now = clock.instant();
        if (answer.refused() || !now.isBefore(event.at().plus(GIVE_UP_AFTER))) {
            log.warn(
                    "The webhook at {} will not be told of event {}, {}: {}",
                    webhook,
                    event.number(),
                    event.type(),
                    answer.words());
            events.settle(event);
            return;
        }
        if (due.tries() == 0) {
            log.warn(
                    "The webhook at {} did not take event {}, {}: {}; trying again",
                    webhook,
                    event.number(),
                    event.type(),
                    answer.words());
        }
        events.postpone(event, now.plus(backoff.after(due.tries())));
    }
}
