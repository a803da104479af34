package io.millrace.stream.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;

/**
 * How many events of a window had one value in one dimension.
 *
 * @param id see {@link ResultId}: of the results' name, the stream, the window, the dimension and the key
 * @param stream where the events came from
 * @param window the time the events fall into
 * @param dimension see {@link Dimension#text}
 * @param key the value as text, {@link Dimension#ABSENT} where the events have none
 * @param count the number of events
 */
@JsonPropertyOrder({"id", "kind", "stream", "window", "dimension", "key", "count"})
public record WindowCount(String id, String stream, TimeSpan window, String dimension, String key, long count)
        implements Result {
    static final String KIND = "count";

    public WindowCount {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(stream, "stream is missing");
        Objects.requireNonNull(window, "window is missing");
        Objects.requireNonNull(dimension, "dimension is missing");
        Objects.requireNonNull(key, "key is missing");
    }

    /** Returns a count with the id that it must have. */
    public static WindowCount of(
            String resultsName, String stream, TimeSpan window, Dimension dimension, String key, long count) {
        String id = ResultId.of(
                resultsName,
                stream,
                KIND,
                window.start().toString(),
                window.end().toString(),
                dimension.text(),
                key);
        return new WindowCount(id, stream, window, dimension.text(), key, count);
    }

    /** Returns this count with more events. */
    public WindowCount plus(long events) {
        return new WindowCount(id, stream, window, dimension, key, count + events);
    }

    @Override
    @JsonProperty("kind")
    public String kind() {
        return KIND;
    }
}
