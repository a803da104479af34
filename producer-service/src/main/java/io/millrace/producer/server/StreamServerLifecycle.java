package io.millrace.producer.server;

import io.millrace.producer.live.GeneratorSettings;
import io.millrace.producer.live.LiveStream;
import io.millrace.producer.live.StreamTicker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Serves the stream while the application runs. The stream goes on only when all ports are bound, so that a start that fails
 * leaves no trace in the journal; on the way down it is paused there first.
 */
final class StreamServerLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(StreamServerLifecycle.class);

    private final StreamServer server;
    private final LiveStream stream;
    private final GeneratorSettings generator;
    private final StreamTicker ticker;
    private volatile boolean running;

    StreamServerLifecycle(StreamServer server, LiveStream stream, GeneratorSettings generator) {
        this.server = server;
        this.stream = stream;
        this.generator = generator;
        this.ticker = new StreamTicker(stream, server::headMoved);
    }

    @Override
    public void start() {
        server.start();
        stream.begin(generator);
        ticker.start();
        LOG.info("Streaming on {}:{}", server.host(), server.port());
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        ticker.close();
        server.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
