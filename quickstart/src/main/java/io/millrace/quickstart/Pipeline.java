package io.millrace.quickstart;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of Millrace in this JVM: starts them, and stops them in the order in which nothing misreads it. */
final class Pipeline implements AutoCloseable {

    /**
     * The parts in the order they stop. The submitter's loop goes first, or it would take the end of the cluster for
     * the loss of its job; then the producer, which journals its pause; Flink goes last, with its checkpoints on disk.
     */
    private enum Part {
        SUBMITTER,
        PRODUCER,
        CONSUMER,
        FLINK
    }

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final ServiceArguments arguments;
    private final Map<Part, AutoCloseable> running = new EnumMap<>(Part.class);

    /** Held while parts start, so that a stop in the midst waits for the part that is starting and misses none. */
    private final ReentrantLock starting = new ReentrantLock();

    private volatile boolean stopping;

    Pipeline(ServiceArguments arguments) {
        this.arguments = arguments;
    }

    /**
     * Starts all parts; Flink beside the producer and the consumer, as it takes longest.
     *
     * @throws StartFailure when one does not start; what did start runs until {@link #close()}
     * @throws CancellationException when it was closed meanwhile
     */
    void start() {
        starting.lock();
        try {
            CompletableFuture<EmbeddedFlink> flink = CompletableFuture.supplyAsync(this::startFlink);
            try {
                start(Part.PRODUCER, () -> Service.PRODUCER.start(arguments.producer()));
                start(Part.CONSUMER, () -> Service.CONSUMER.start(arguments.consumer()));
            } finally {
                flink.handle((cluster, failure) -> cluster == null ? null : running.put(Part.FLINK, cluster))
                        .join();
            }
            EmbeddedFlink cluster = flink.join();
            start(Part.SUBMITTER, () -> Service.SUBMITTER.start(arguments.submitter(cluster.restAddress())));
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof StartFailure reason ? reason : failure;
        } finally {
            starting.unlock();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Stops all parts in order; a part that fails to stop is logged and keeps none of the others. */
    @Override
    public void close() {
        stopping = true;
        starting.lock();
        try {
            List.copyOf(running.keySet()).forEach(this::stop);
        } finally {
            starting.unlock();
        }
    }

    private EmbeddedFlink startFlink() {
        String console = "http://localhost:" + arguments.ports().submitter();
        return EmbeddedFlink.start(arguments.state().flink(), arguments.ports().flink(), console);
    }

    private void start(Part part, Supplier<AutoCloseable> starter) {
        if (stopping) {
            throw new CancellationException("stopped while starting");
        }
        running.put(part, starter.get());
        LOG.info("{} started", part);
    }

    private void stop(Part part) {
        AutoCloseable stopped = running.remove(part);
        try {
            if (stopped != null) {
                stopped.close();
                LOG.info("{} stopped", part);
            }
        } catch (Exception failure) { // as AutoCloseable declares
            LOG.warn("{} did not stop cleanly", part, failure);
        }
    }
}
