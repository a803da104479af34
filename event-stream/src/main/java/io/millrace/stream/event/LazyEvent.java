package io.millrace.stream.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of which only what every job asks for has been read. The rest is read from its line when it is asked for.
 * Equal questions get the answers that {@link EventParser} gives. Not to be asked by two threads at once.
 */
public final class LazyEvent implements EventView {
    private final EventParser parser;
    private final byte[] line;
    private final Envelope envelope;
    private final Places places;
    private @Nullable WindowsEvent whole;

    /** What is read at once. */
    record Envelope(
            @Nullable Instant timestamp,
            @Nullable String level,
            @Nullable String source,
            @Nullable Integer eventId,
            @Nullable String provider,
            @Nullable String computer) {}

    /**
     * Where more is in the line. What is not there ends where it starts.
     *
     * @param messageStart where the text of the message starts
     * @param dataStart where the object starts that is its data
     */
    record Places(int messageStart, int messageEnd, int dataStart, int dataEnd) {}

    /**
     * @param parser reads the rest
     * @param line of which the parser is known to make an event
     */
    LazyEvent(EventParser parser, byte[] line, Envelope envelope, Places places) {
        this.parser = parser;
        this.line = line;
        this.envelope = envelope;
        this.places = places;
    }

    @Override
    public @Nullable Instant timestamp() {
        return envelope.timestamp();
    }

    @Override
    public @Nullable String level() {
        return envelope.level();
    }

    @Override
    public @Nullable String source() {
        return envelope.source();
    }

    @Override
    public @Nullable String message() {
        int start = places.messageStart();
        int end = places.messageEnd();
        return end > start ? JsonString.decode(line, start, end) : null;
    }

    @Override
    public @Nullable Integer eventId() {
        return envelope.eventId();
    }

    @Override
    public @Nullable String provider() {
        return envelope.provider();
    }

    @Override
    public @Nullable String computer() {
        return envelope.computer();
    }

    @Override
    public @Nullable String user() {
        return whole().user();
    }

    @Override
    public Map<String, String> data() {
        if (places.dataEnd() == places.dataStart()) {
            return whole().data();
        }
        try {
            return parser.data(line, places.dataStart(), places.dataEnd());
        } catch (MalformedEventException e) {
            throw noEvent(e);
        }
    }

    @Override
    public WindowsEvent whole() {
        WindowsEvent known = whole;
        if (known == null) {
            try {
                known = parser.parse(line, 0, line.length);
            } catch (MalformedEventException e) {
                throw noEvent(e);
            }
            whole = known;
        }
        return known;
    }

    private static IllegalStateException noEvent(MalformedEventException e) {
        return new IllegalStateException("a line was taken for an event and is none: " + e.getMessage(), e);
    }
}
