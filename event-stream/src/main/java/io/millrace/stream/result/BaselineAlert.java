package io.millrace.stream.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;

/**
 * A host that logged far more than it recently did, or nothing any more.
 *
 * @param id see {@link ResultId}: of the results' name, the stream, the window, the computer and the alert
 * @param stream where the host's events came from
 * @param window the window of a spike; of a silence, all the empty windows up to the alert
 * @param computer the host
 * @param count the events in that time
 * @param expected how many there should have been by the windows before, to three decimal places
 * @param deviation the standard deviation of that number, to three decimal places
 * @param alert what is wrong
 */
@JsonPropertyOrder({"id", "kind", "stream", "window", "computer", "count", "expected", "deviation", "alert"})
public record BaselineAlert(
        String id,
        String stream,
        TimeSpan window,
        String computer,
        long count,
        double expected,
        double deviation,
        Alert alert)
        implements Result {
    static final String KIND = "baseline";

    /** What is wrong with a host's rate. */
    public enum Alert {
        /** It logs far more than it did. */
        @JsonProperty("spike")
        SPIKE("spike"),
        /** It stopped logging. */
        @JsonProperty("silence")
        SILENCE("silence");

        private final String text;

        Alert(String text) {
            this.text = text;
        }

        /** The name in results. */
        public String text() {
            return text;
        }
    }

    public BaselineAlert {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(stream, "stream is missing");
        Objects.requireNonNull(window, "window is missing");
        Objects.requireNonNull(computer, "computer is missing");
        Objects.requireNonNull(alert, "alert is missing");
    }

    /** Returns the id of such an alert. */
    public static String idOf(String resultsName, String stream, TimeSpan window, String computer, Alert alert) {
        return ResultId.of(
                resultsName,
                stream,
                KIND,
                window.start().toString(),
                window.end().toString(),
                computer,
                alert.text());
    }

    @Override
    @JsonProperty("kind")
    public String kind() {
        return KIND;
    }
}
