package io.millrace.stream.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The most frequent keys of a window in one dimension.
 *
 * @param id see {@link ResultId}: of the results' name, the stream, the window and the dimension
 * @param stream where the events came from
 * @param window the time the events fall into
 * @param dimension {@code eventId}, {@code computer} or {@code failingUser}
 * @param entries the keys, in the order of {@link Entry#MOST_FREQUENT_FIRST}
 */
@JsonPropertyOrder({"id", "kind", "stream", "window", "dimension", "entries"})
public record TopKeys(String id, String stream, TimeSpan window, String dimension, List<Entry> entries)
        implements Result {
    static final String KIND = "top";

    /**
     * One of the keys.
     *
     * @param key the value as text
     * @param count the number of events
     */
    @JsonPropertyOrder({"key", "count"})
    public record Entry(String key, long count) {
        /** By falling count; of equal ones by the order of their keys' UTF-16 code units. */
        public static final Comparator<Entry> MOST_FREQUENT_FIRST =
                Comparator.comparingLong(Entry::count).reversed().thenComparing(Entry::key);

        public Entry {
            Objects.requireNonNull(key, "key is missing");
        }
    }

    public TopKeys {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(stream, "stream is missing");
        Objects.requireNonNull(window, "window is missing");
        Objects.requireNonNull(dimension, "dimension is missing");
        entries = List.copyOf(Objects.requireNonNull(entries, "entries are missing"));
    }

    /** Returns a result with the id that it must have. */
    public static TopKeys of(
            String resultsName, String stream, TimeSpan window, String dimension, List<Entry> entries) {
        String id = ResultId.of(
                resultsName,
                stream,
                KIND,
                window.start().toString(),
                window.end().toString(),
                dimension);
        return new TopKeys(id, stream, window, dimension, entries);
    }

    /** Returns the same result with other keys. */
    public TopKeys with(List<Entry> others) {
        return new TopKeys(id, stream, window, dimension, others);
    }

    @Override
    @JsonProperty("kind")
    public String kind() {
        return KIND;
    }
}
