package io.millrace.analytics.sink;

import io.millrace.stream.client.Backoff;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.ResultJson;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends results in batches, one at a time: while one is under way the next one gathers. A batch without an acknowledgement is
 * sent again, after a pause, until it has one. A checkpoint waits for no answer, as all that has none is in it. Only when
 * {@link #MOST_WAITING_BYTES} wait is the pipeline held up, and the figures say so.
 *
 * <p>All but the HTTP client runs on the task's thread.
 */
final class HttpResultWriter<R extends Result> implements StatefulSinkWriter<R, PendingResults> {
    static final long MOST_WAITING_BYTES = 8L << 20;
    private static final Logger log = LoggerFactory.getLogger(HttpResultWriter.class);
    private static final long LOG_PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final MailboxExecutor mailbox;
    private final ProcessingTimeService clock;
    private final ResultPoster poster;
    private final Backoff backoff;
    private final Backlog backlog = new Backlog();
    private final HttpResultMetrics metrics;
    private @Nullable Future<?> underWay;
    private @Nullable Future<?> pause;
    private boolean failureTold;
    private long silentUntil = Long.MIN_VALUE;

    HttpResultWriter(
            WriterInitContext context, ResultPoster poster, Backoff backoff, Collection<PendingResults> recovered) {
        this.mailbox = context.getMailboxExecutor();
        this.clock = context.getProcessingTimeService();
        this.poster = poster;
        this.backoff = backoff;
        this.metrics = new HttpResultMetrics(context.metricGroup(), backlog);
        recovered.forEach(pending -> pending.lines().forEach(backlog::add));
        sendNext();
    }

    @Override
    public void write(R result, Context context) throws InterruptedException {
        if (backlog.bytes() >= MOST_WAITING_BYTES) {
            awaitRoom();
        }
        backlog.add(ResultJson.toBytes(result));
        sendNext();
    }

    private void awaitRoom() throws InterruptedException {
        metrics.blocked(true);
        try {
            while (backlog.bytes() >= MOST_WAITING_BYTES) {
                mailbox.yield();
            }
        } finally {
            metrics.blocked(false);
        }
    }

    /** Waits for the last acknowledgement at the end of the input; before a checkpoint there is nothing to wait for. */
    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        while (endOfInput && backlog.size() > 0) {
            mailbox.yield();
        }
    }

    @Override
    public List<PendingResults> snapshotState(long checkpointId) {
        return backlog.parts();
    }

    private void sendNext() {
        int count = underWay != null || pause != null ? 0 : backlog.nextBatch();
        if (count == 0) {
            return;
        }
        byte[] body = backlog.ndjson(count);
        underWay = poster.post(body).thenAccept(answer -> deliver(answer, count, body.length));
    }

    private void deliver(Answer answer, int count, int bytes) {
        try {
            mailbox.execute(() -> answered(answer, count, bytes), "Take the answer to %d results", count);
        } catch (RejectedExecutionException e) {
            log.debug("An answer came after the task had ended", e);
        }
    }

    private void answered(Answer answer, int count, int bytes) {
        underWay = null;
        switch (answer.outcome()) {
            case ACKNOWLEDGED -> acknowledged(count, bytes);
            case REFUSED -> refused(answer, count);
            case UNANSWERED -> pause(answer);
        }
        sendNext();
    }

    private void acknowledged(int count, int bytes) {
        backlog.acknowledged(count);
        metrics.acknowledged(count, bytes);
        backoff.reset();
        if (failureTold) {
            failureTold = false;
            log.info("Results reach {} again", poster.url());
        }
    }

    private void refused(Answer answer, int count) {
        int givenUp = backlog.refused(count);
        if (givenUp > 0) {
            metrics.refused(givenUp);
            if (mayLog()) {
                log.warn("A result was refused by {} and is given up: {}", poster.url(), answer.reason());
            }
        }
    }

    private void pause(Answer answer) {
        metrics.retried();
        if (mayLog()) {
            failureTold = true;
            log.warn(
                    "Results do not reach {}, {} wait and are sent again: {}",
                    poster.url(),
                    backlog.size(),
                    answer.reason());
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(backoff.nextNanos());
        pause = clock.registerTimer(clock.getCurrentProcessingTime() + millis, time -> {
            pause = null;
            sendNext();
        });
    }

    private boolean mayLog() {
        long now = clock.getCurrentProcessingTime();
        if (now < silentUntil) {
            return false;
        }
        silentUntil = now + LOG_PAUSE_MILLIS;
        return true;
    }

    @Override
    public void close() {
        if (pause != null) {
            pause.cancel(false);
        }
        poster.close();
    }
}
