package io.millrace.stream.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;

/**
 * How many of the logons in a window, of one user or from one address, failed.
 *
 * @param id see {@link ResultId}: of the results' name, the stream, the window, the dimension and the key
 * @param stream where the events came from
 * @param window the time the logons fall into
 * @param dimension {@link #USER} or {@link #ADDRESS}
 * @param key the user or the address
 * @param failures the logons that failed
 * @param total all logons
 */
@JsonPropertyOrder({"id", "kind", "stream", "window", "dimension", "key", "failures", "total", "ratio"})
public record LogonRatio(
        String id, String stream, TimeSpan window, String dimension, String key, long failures, long total)
        implements Result {
    /** The dimension of {@code DOMAIN\name}, or of a name alone where no domain is known. */
    public static final String USER = "user";

    /** The dimension of the address that a logon came from. */
    public static final String ADDRESS = "address";

    static final String KIND = "ratio";
    private static final int SCALE = 10_000;

    public LogonRatio {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(stream, "stream is missing");
        Objects.requireNonNull(window, "window is missing");
        Objects.requireNonNull(dimension, "dimension is missing");
        Objects.requireNonNull(key, "key is missing");
        if (failures < 0 || total < Math.max(1, failures)) {
            throw new IllegalArgumentException(failures + " failures of " + total + " logons");
        }
    }

    /** Returns a result with the id that it must have. */
    public static LogonRatio of(
            String resultsName,
            String stream,
            TimeSpan window,
            String dimension,
            String key,
            long failures,
            long total) {
        String id = ResultId.of(
                resultsName,
                stream,
                KIND,
                window.start().toString(),
                window.end().toString(),
                dimension,
                key);
        return new LogonRatio(id, stream, window, dimension, key, failures, total);
    }

    /** Returns the sum of this and another part of the same result. */
    public LogonRatio plus(LogonRatio other) {
        return new LogonRatio(id, stream, window, dimension, key, failures + other.failures, total + other.total);
    }

    /** The share of the failures, from 0 to 1, to four decimal places. */
    @JsonProperty("ratio")
    public double ratio() {
        long scaled = (failures * SCALE + total / 2) / total;
        return scaled / (double) SCALE;
    }

    @Override
    @JsonProperty("kind")
    public String kind() {
        return KIND;
    }
}
