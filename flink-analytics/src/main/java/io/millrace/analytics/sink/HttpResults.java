package io.millrace.analytics.sink;

import io.millrace.analytics.settings.StreamSettings;
import io.millrace.stream.result.Result;
import java.net.URI;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Sends results to a service over HTTP, such as the consumer's {@code /results}: NDJSON in the body of POSTs, each result at
 * least once and, within a subtask, in order. Results have ids that do not depend on the attempt, so that the service can tell
 * what it has already.
 */
public final class HttpResults {
    private final URI url;
    private final StreamSettings access;

    /**
     * Results that are POSTed to a URL.
     *
     * @param access whose token is shown and whose CAs are trusted
     */
    public HttpResults(URI url, StreamSettings access) {
        this.url = url;
        this.access = access;
    }

    /** Sends results through a sink of their own, named e.g. {@code windows}. */
    public <R extends Result> void send(DataStream<R> results, String name) {
        results.sinkTo(new HttpResultSink<>(url, access))
                .name("HTTP of " + name)
                .uid("http-" + name);
    }
}
