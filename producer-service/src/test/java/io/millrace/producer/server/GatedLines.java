package io.millrace.producer.server;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.ScenarioSource;
import io.millrace.producer.generator.StreamTimes;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** As {@link SizedLines}, but whoever comes first waits until the gate is opened, or fails with what is passed there. */
final class GatedLines implements EventSource {
    private final SizedLines lines;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable Error failure;

    GatedLines(int length) {
        lines = new SizedLines(length);
    }

    /** Waits until a thread stands at the gate. */
    void awaitEncoding() throws InterruptedException {
        reached.await();
    }

    void open() {
        opened.countDown();
    }

    /** Opens the gate with a failure, for the one that stands there. */
    void fail(Error passed) {
        failure = passed;
        opened.countDown();
    }

    @Override
    public void encode(long index, long sequence, StreamTimes times, LineBuffer out) {
        reached.countDown();
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Error passed = failure;
        if (passed != null) {
            failure = null;
            throw passed;
        }
        lines.encode(index, sequence, times, out);
    }

    @Override
    public String fingerprint() {
        return lines.fingerprint();
    }

    @Override
    public ScenarioSource scenarios() {
        return lines.scenarios();
    }

    @Override
    public long size() {
        return lines.size();
    }

    @Override
    public boolean isReplay() {
        return lines.isReplay();
    }

    @Override
    public String format() {
        return lines.format();
    }

    @Override
    public String description() {
        return lines.description();
    }
}
