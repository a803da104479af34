package io.millrace.analytics.sink;

import io.millrace.analytics.settings.StreamSettings;
import io.millrace.stream.client.Backoff;
import io.millrace.stream.result.Result;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Sends results over HTTP; what is not acknowledged is part of the job's checkpoints. */
final class HttpResultSink<R extends Result> implements Sink<R>, SupportsWriterState<R, PendingResults> {
    private static final long serialVersionUID = 1L;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI url;
    private final StreamSettings access;

    HttpResultSink(URI url, StreamSettings access) {
        this.url = url;
        this.access = access;
    }

    @Override
    public StatefulSinkWriter<R, PendingResults> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<R, PendingResults> restoreWriter(
            WriterInitContext context, Collection<PendingResults> recovered) {
        return new HttpResultWriter<>(
                context,
                new ResultPoster(url, access.token(), access.tls(), PATIENCE),
                new Backoff(FIRST_PAUSE, LONGEST_PAUSE, ThreadLocalRandom.current()),
                recovered);
    }

    @Override
    public SimpleVersionedSerializer<PendingResults> getWriterStateSerializer() {
        return new PendingResultsSerializer();
    }
}
