package io.millrace.analytics.arguments;

import org.jspecify.annotations.Nullable;

/** The arguments that the job knows. */
enum Argument {
    HOSTNAME("hostname", "HOST", "localhost", "the server to read from"),
    PORT("port", "PORT", "9999", "its port"),
    ENDPOINTS("endpoints", "HOST:PORT,...", null, "the servers to read from, in place of --hostname and --port"),
    FROM(
            "from",
            "earliest|latest|N",
            "earliest",
            "where to begin in a stream; a job restored from a checkpoint goes on where that one stands"),
    SHARDS("shards", "N", "8", "parts that a stream is read in; fixed once the job has a checkpoint"),
    PROTOCOL(
            "protocol",
            "auto|millrace|plain",
            "auto",
            "plain reads lines as they come, at most once; auto finds out, which costs a plain server one connection and"
                    + " five seconds"),
    TOKEN_FILE(
            "token-file",
            "FILE",
            null,
            "holds the token of the stream and of --results-url, on every machine of the cluster; without it MILLRACE_TOKEN"
                    + " of their environment is used"),
    TLS_CA(
            "tls-ca",
            "FILE|system",
            null,
            "reads over TLS; the PEM file holds the CAs to trust, on every machine of the cluster, system means those of the"
                    + " JVM; for --results-url too, where it is https"),
    FORMAT("format", "FORMAT", "auto", "the format of the events; auto finds it out for each line"),
    TIME(
            "time",
            "event|arrival",
            "event",
            "event places an event by its own time, arrival by its stream time: what old recordings want"),
    OUT_OF_ORDERNESS(
            "out-of-orderness",
            "DURATION",
            "1s",
            "with --time event, how far an event's own time may lie behind the newest one seen"),
    WINDOW("window", "DURATION", "10s", "the length of a window"),
    ALLOWED_LATENESS(
            "allowed-lateness", "DURATION", "0s", "how long a window stays open for events that come after its end"),
    TOP("top", "N", "10", "how many of the most frequent event ids, hosts and failing users of a window are named"),
    HOST_MEMORY("host-memory", "DURATION", "1d", "how long a host may be silent before its usual rate is forgotten"),
    PRINT(
            "print",
            "events,windows,alerts|none",
            "events,windows",
            "what to print on the TaskManager's console; events are tuples (timestamp,level,source,message), windows are"
                    + " counts, alerts are hosts that log far more than they did or nothing any more"),
    OUTPUT(
            "output",
            "DIR",
            null,
            "where result files go: DIR/<results name>/windows, top, ratios, baseline, dead-letters, late; none are written"
                    + " without it"),
    RESULTS_URL(
            "results-url", "URL", null, "where results are POSTed as NDJSON: all but late events, each at least once"),
    RESULTS_NAME(
            "results-name", "NAME", "millrace-analytics", "names the job and its results, and is part of their ids"),
    CHECKPOINT_INTERVAL(
            "checkpoint-interval", "DURATION", null, "between checkpoints; the cluster's setting without it, else 10s");

    private final String flag;
    private final String placeholder;
    private final @Nullable String fallback;
    private final String description;

    Argument(String flag, String placeholder, @Nullable String fallback, String description) {
        this.flag = flag;
        this.placeholder = placeholder;
        this.fallback = fallback;
        this.description = description;
    }

    /** As the user writes it, with its dashes. */
    String flag() {
        return "--" + flag;
    }

    String placeholder() {
        return placeholder;
    }

    /** The value without the argument, null if there is none. */
    @Nullable
    String fallback() {
        return fallback;
    }

    String description() {
        return description;
    }
}
