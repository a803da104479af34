package io.millrace.consumer.console;

import io.millrace.consumer.event.LossySink;
import io.millrace.consumer.event.Outbox;
import io.millrace.consumer.event.ReceivedEvent;
import io.millrace.consumer.settings.PrintMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Prints events on a thread of its own, so that a slow terminal holds up nothing but itself. */
final class EventPrinter implements LossySink, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(EventPrinter.class);
    private static final int MAX_WAITING = 100_000;
    private static final long MAX_WAITING_BYTES = 64L << 20;
    private static final int BATCH = 512;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final PrintMode mode;
    private final PrintStream out;
    private final Outbox<ReceivedEvent> waiting;
    private volatile boolean running;
    private @Nullable Thread thread;

    EventPrinter(PrintMode mode, PrintStream out) {
        this.mode = mode;
        this.out = out;
        this.waiting = new Outbox<>(MAX_WAITING, MAX_WAITING_BYTES);
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public void received(ReceivedEvent event) {
        if (mode != PrintMode.OFF) {
            waiting.offer(event, event.bytes());
        }
    }

    @Override
    public long dropped() {
        return waiting.dropped();
    }

    @Override
    public synchronized void start() {
        running = true;
        if (mode == PrintMode.OFF) {
            return;
        }
        Thread printer = new Thread(this::run, "millrace-consumer-printer");
        printer.setDaemon(true);
        printer.setUncaughtExceptionHandler((failed, cause) -> log.error("Printing ended", cause));
        thread = printer;
        printer.start();
    }

    private void run() {
        try {
            while (true) {
                List<ReceivedEvent> batch = waiting.take(BATCH, LOOK);
                if (batch.isEmpty() && waiting.isClosed()) {
                    return;
                }
                print(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(List<ReceivedEvent> batch) {
        if (batch.isEmpty()) {
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream(BATCH * 128);
        for (ReceivedEvent event : batch) {
            text.writeBytes(mode == PrintMode.JSON ? EventLine.json(event.event()) : EventLine.text(event.event()));
            text.write('\n');
        }
        out.writeBytes(text.toByteArray());
        out.flush();
    }

    @Override
    public synchronized void stop() {
        running = false;
        waiting.close();
        Thread printer = thread;
        if (printer == null) {
            return;
        }
        try {
            printer.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A terminal that takes nothing must not hold up the end.
        printer.interrupt();
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
