package io.millrace.stream.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Objects;

/**
 * A line that is no event.
 *
 * @param id see {@link ResultId}: of the results' name, the stream and the sequence
 * @param stream where the line came from
 * @param sequence its number in the stream
 * @param reason why it was refused, a stable code such as {@code not-json} or {@code oversized}
 * @param line the line, cut at 4 kB
 * @param length bytes of the whole line
 */
@JsonPropertyOrder({"id", "kind", "stream", "sequence", "reason", "line", "length"})
public record DeadLetter(String id, String stream, long sequence, String reason, String line, long length)
        implements Result {
    static final String KIND = "dead-letter";

    public DeadLetter {
        Objects.requireNonNull(id, "id is missing");
        Objects.requireNonNull(stream, "stream is missing");
        Objects.requireNonNull(reason, "reason is missing");
        Objects.requireNonNull(line, "line is missing");
    }

    /** Returns a dead letter with the id that it must have. */
    public static DeadLetter of(
            String resultsName, String stream, long sequence, String reason, String line, long length) {
        String id = ResultId.of(resultsName, stream, KIND, Long.toString(sequence));
        return new DeadLetter(id, stream, sequence, reason, line, length);
    }

    @Override
    @JsonProperty("kind")
    public String kind() {
        return KIND;
    }
}
