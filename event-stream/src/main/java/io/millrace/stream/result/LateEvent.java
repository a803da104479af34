package io.millrace.stream.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.millrace.stream.event.WindowsEvent;
import java.time.Instant;
import java.util.Objects;

/**
 * An event that came after its window was closed, and is in no count.
 *
 * @param id see {@link ResultId}: of the results' name, the stream and the sequence
 * @param stream where the event came from
 * @param sequence its number in the stream
 * @param time the time it was placed by
 * @param window the window it missed
 * @param event the event itself
 */
@JsonPropertyOrder({"id", "kind", "stream", "sequence", "time", "window", "event"})
public record LateEvent(String id, String stream, long sequence, Instant time, TimeSpan window, WindowsEvent event)
        implements Result {
    static final String KIND = "late";

    public LateEvent {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(stream, "stream is missing");
        Objects.requireNonNull(time, "time is missing");
        Objects.requireNonNull(window, "window is missing");
        Objects.requireNonNull(event, "event is missing");
    }

    /** Returns a late event with the id that it must have. */
    public static LateEvent of(
            String resultsName, String stream, long sequence, Instant time, TimeSpan window, WindowsEvent event) {
        String id = ResultId.of(resultsName, stream, KIND, Long.toString(sequence));
        return new LateEvent(id, stream, sequence, time, window, event);
    }

    @Override
    @JsonProperty("kind")
    public String kind() {
        return KIND;
    }
}
