package io.millrace.stream.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.millrace.stream.journal.ConstantRate;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.RateCurve;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A line from the server to a subscriber which is no event. On the wire its first member is {@code "millrace"}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "millrace")
@JsonSubTypes({
    @JsonSubTypes.Type(ControlLine.Subscribed.class),
    @JsonSubTypes.Type(ControlLine.Segment.class),
    @JsonSubTypes.Type(ControlLine.Heartbeat.class),
    @JsonSubTypes.Type(ControlLine.Rejected.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ControlLine {

    /**
     * The answer to a subscription; the events {@code next}, {@code next + 1}, ... of the shard follow.
     *
     * @param stream the id of the stream
     * @param replay whether the events are recorded ones, whose own times have nothing to do with the stream time
     * @param next the first sequence that will be sent
     * @param head the number of events so far
     * @param blockSize events in a block, see {@link Shard}
     */
    @JsonTypeName("subscribed")
    @JsonPropertyOrder({"stream", "replay", "next", "head", "blockSize"})
    record Subscribed(String stream, boolean replay, long next, long head, int blockSize) implements ControlLine {
        public Subscribed {
            Objects.requireNonNull(stream, "stream");
        }

        /** Reads the line of a server that does not know replays, too. */
        @JsonCreator
        static Subscribed read(
                @JsonProperty("stream") String stream,
                @JsonProperty("replay") @Nullable Boolean replay,
                @JsonProperty("next") long next,
                @JsonProperty("head") long head,
                @JsonProperty("blockSize") int blockSize) {
            return new Subscribed(stream, Boolean.TRUE.equals(replay), next, head, blockSize);
        }
    }

    /**
     * The events from {@code from} on have stream times by this segment.
     *
     * @param from the first sequence of the segment
     * @param at when it opens
     * @param eventsPerSecond the rate there
     * @param curve how the rate goes on; null where it stays as it is
     * @see io.millrace.stream.journal.Segment
     */
    @JsonTypeName("segment")
    @JsonPropertyOrder({"from", "at", "eventsPerSecond", "curve"})
    record Segment(
            long from,
            Instant at,
            int eventsPerSecond,
            @Nullable RateCurve curve) implements ControlLine {
        public Segment {
            var unused = segment(from, at, eventsPerSecond, curve);
        }

        /** Returns the line that tells of a segment. */
        public static Segment of(io.millrace.stream.journal.Segment segment) {
            RateCurve curve = segment.curve();
            return new Segment(
                    segment.from(),
                    EpochNanos.toInstant(segment.at()),
                    segment.rateAt(segment.at()),
                    curve instanceof ConstantRate ? null : curve);
        }

        /** Returns the segment that this line tells of. */
        public io.millrace.stream.journal.Segment toSegment() {
            return segment(from, at, eventsPerSecond, curve);
        }

        private static io.millrace.stream.journal.Segment segment(
                long from, Instant at, int eventsPerSecond, @Nullable RateCurve curve) {
            return new io.millrace.stream.journal.Segment(
                    from, EpochNanos.of(at), curve == null ? new ConstantRate(eventsPerSecond) : curve);
        }
    }

    /**
     * All events of the shard from the subscription up to {@code next} were sent on this connection, and none from there
     * on has a stream time before {@code watermark}.
     */
    @JsonTypeName("heartbeat")
    @JsonPropertyOrder({"head", "next", "watermark"})
    record Heartbeat(long head, long next, Instant watermark) implements ControlLine {
        public Heartbeat {
            var unused = EpochNanos.of(watermark);
        }
    }

    /**
     * The server turns the reader away and closes.
     *
     * @param code see {@link ErrorCode}
     * @param detail what was wrong and what to do
     */
    @JsonTypeName("error")
    @JsonPropertyOrder({"code", "detail"})
    record Rejected(String code, String detail) implements ControlLine {
        public Rejected {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
        }
    }
}
