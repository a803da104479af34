package io.millrace.stream.event;

import io.millrace.stream.event.MalformedEventException.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one line of JSON as a Windows event, straight from the bytes that arrived.
 *
 * <p>The audit levels 0 and 4 are Information, times without a zone are UTC, a JSON null or an empty string is an absent
 * component. EventData keeps its order; nested values are compact JSON text, nulls are left out, empty strings are kept.
 * {@code user} is the best the record has: {@code DOMAIN\name} of its envelope, else of its EventData (subject, user,
 * target), else a SID.
 *
 * <p>Immutable: one parser serves any number of threads.
 */
public final class EventParser {

    private static final int DEEPEST = 64;

    /** For our own lines, whose reader looks after fields given twice itself: this is the hot path. */
    private static final JsonFactory FAST =
            JsonFactory.builder().streamReadConstraints(limits()).build();

    /** For all others. */
    static final JsonFactory STRICT = JsonFactory.builder()
            .streamReadConstraints(limits())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final CanonicalReader CANONICAL = new CanonicalReader();
    private static final NxlogReader NXLOG = new NxlogReader();
    private static final FlatReader FLAT = new FlatReader();
    private static final Winlogbeat6Reader WINLOGBEAT6 = new Winlogbeat6Reader();
    private static final WinlogbeatReader WINLOGBEAT = new WinlogbeatReader();
    private static final EvtxDumpReader EVTX_DUMP = new EvtxDumpReader();
    private static final SentinelReader SENTINEL = new SentinelReader();

    private final EventFormat format;

    /** A parser that finds the format of each line. */
    public EventParser() {
        this(EventFormat.AUTO);
    }

    /** A parser of that format only, or of any for {@link EventFormat#AUTO}. */
    public EventParser(EventFormat format) {
        this.format = format;
    }

    /**
     * The event on a line, which lies in the buffer in UTF-8 without its {@code \n}; a {@code \r} or blanks at its end and a
     * byte order mark at its start are no fault.
     *
     * @throws MalformedEventException if the line is no event, with the reason and the place; no other exception is thrown for
     *     what a line holds
     */
    public WindowsEvent parse(byte[] buffer, int offset, int length) throws MalformedEventException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int from = LineBytes.start(buffer, offset, offset + length);
        int to = LineBytes.end(buffer, from, offset + length);
        LineBytes.check(buffer, from, to, offset);
        try {
            return read(formatOf(buffer, from, to), buffer, from, to);
        } catch (StreamConstraintsException e) {
            throw new MalformedEventException(Reason.TOO_COMPLEX, described(e));
        } catch (JacksonException e) {
            throw new MalformedEventException(Reason.NOT_JSON, described(e));
        }
    }

    /**
     * The fields of an object, as those of an event's data are read.
     *
     * @param from where it begins in the line
     * @param to where it ends
     * @throws MalformedEventException if it is no object
     */
    Map<String, String> data(byte[] line, int from, int to) throws MalformedEventException {
        Map<String, String> data = new LinkedHashMap<>();
        try (LineCursor object = open(FAST, line, from, to)) {
            object.start();
            object.fieldsInto(data, "data");
        } catch (JacksonException e) {
            throw new MalformedEventException(Reason.NOT_JSON, described(e));
        }
        return Collections.unmodifiableMap(data);
    }

    private EventFormat formatOf(byte[] buffer, int from, int to) throws MalformedEventException {
        if (format != EventFormat.AUTO) {
            return format;
        }
        if (FormatDetection.startsCanonical(buffer, from, to)) {
            return EventFormat.CANONICAL;
        }
        try (LineCursor line = open(FAST, buffer, from, to)) {
            line.start();
            return FormatDetection.formatOf(line);
        }
    }

    private static WindowsEvent read(EventFormat format, byte[] buffer, int from, int to)
            throws MalformedEventException {
        EventDraft event = new EventDraft();
        try (LineCursor line = open(format == EventFormat.CANONICAL ? FAST : STRICT, buffer, from, to)) {
            line.start();
            readerOf(format).read(line, event);
            line.end();
        }
        if (!event.isRecognizable()) {
            throw new MalformedEventException(
                    Reason.UNKNOWN_FORMAT,
                    "as " + format.text() + " the object has no time, level, source, message or event id");
        }
        return event.finished();
    }

    private static EventReader readerOf(EventFormat format) {
        return switch (format) {
            case AUTO -> throw new IllegalArgumentException("the format of a line is a definite one");
            case CANONICAL -> CANONICAL;
            case NXLOG -> NXLOG;
            case FLAT -> FLAT;
            case WINLOGBEAT6 -> WINLOGBEAT6;
            case WINLOGBEAT -> WINLOGBEAT;
            case EVTX_DUMP -> EVTX_DUMP;
            case SENTINEL -> SENTINEL;
        };
    }

    private static LineCursor open(JsonFactory factory, byte[] buffer, int from, int to) {
        return new LineCursor(factory.createParser(ObjectReadContext.empty(), buffer, from, to - from));
    }

    private static StreamReadConstraints limits() {
        return StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();
    }

    private static String described(JacksonException e) {
        long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        return e.getOriginalMessage() + (at < 0 ? "" : " (at byte " + at + ")");
    }
}
