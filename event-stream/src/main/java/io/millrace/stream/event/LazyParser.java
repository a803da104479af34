package io.millrace.stream.event;

import io.millrace.stream.event.FieldScan.Kind;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines as {@link EventParser} does, but of our own and of NXLog's form only what every job asks for, and the rest when
 * it is asked. Such a line must be of the common sort; all others are read at once. For one thread.
 */
public final class LazyParser {
    private static final int LONGEST_TIME = 40;
    private static final int LONGEST_LONG = 18;
    private static final int LONGEST_INT = 9;
    private static final int KNOWN_IDS = 1 << 16;

    private final EventFormat format;
    private final EventParser parser;
    private final TextCache texts = new TextCache();
    private final FieldScan fields = new FieldScan();
    private final char[] time = new char[LONGEST_TIME];
    private final Integer[] ids = new Integer[KNOWN_IDS];

    private boolean unsure;
    private int messageStart;
    private int messageEnd;
    private int dataStart;
    private int dataEnd;

    /** A parser of that format only, or of any for {@link EventFormat#AUTO}. */
    public LazyParser(EventFormat format) {
        this.format = format;
        this.parser = new EventParser(format);
    }

    /**
     * As {@link EventParser#parse}.
     *
     * @throws MalformedEventException if the line is no event
     */
    public EventView parse(byte[] buffer, int offset, int length) throws MalformedEventException {
        int from = LineBytes.start(buffer, offset, offset + length);
        int to = LineBytes.end(buffer, from, offset + length);
        LazyEvent lazy = isCommon(buffer, from, to) ? lazy(buffer, from, to) : null;
        return lazy == null ? parser.parse(buffer, offset, length) : lazy;
    }

    private boolean isCommon(byte[] buffer, int from, int to) {
        return (format == EventFormat.AUTO || format == EventFormat.CANONICAL || format == EventFormat.NXLOG)
                && fields.accepts(buffer, from, to);
    }

    private @Nullable LazyEvent lazy(byte[] buffer, int from, int to) {
        messageStart = 0;
        messageEnd = 0;
        dataStart = 0;
        dataEnd = 0;
        unsure = false;
        LazyEvent.Envelope envelope = switch (formatOf(buffer, from, to)) {
            case CANONICAL -> canonical(buffer);
            case NXLOG -> nxlog(buffer);
            default -> null;
        };
        boolean message = messageEnd > messageStart;
        if (envelope == null || unsure || !isRecognizable(envelope, message)) {
            return null;
        }
        byte[] line = Arrays.copyOfRange(buffer, from, to);
        LazyEvent.Places places =
                new LazyEvent.Places(messageStart - from, messageEnd - from, dataStart - from, dataEnd - from);
        return new LazyEvent(parser, line, envelope, places);
    }

    private static boolean isRecognizable(LazyEvent.Envelope envelope, boolean message) {
        return message
                || envelope.timestamp() != null
                || envelope.eventId() != null
                || envelope.source() != null
                || envelope.level() != null;
    }

    private EventFormat formatOf(byte[] buffer, int from, int to) {
        if (format != EventFormat.AUTO) {
            return format;
        }
        return FormatDetection.startsCanonical(buffer, from, to)
                ? EventFormat.CANONICAL
                : FormatDetection.certain(fields);
    }

    private LazyEvent.Envelope canonical(byte[] line) {
        Instant timestamp = null;
        String level = null;
        String source = null;
        Integer eventId = null;
        String provider = null;
        String computer = null;
        for (int field = 0; field < fields.count(); field++) {
            switch (fields.name(field)) {
                case "timestamp" -> timestamp = instant(line, field);
                case "level" -> level = string(line, field);
                case "source" -> source = string(line, field);
                case "message" -> message(field);
                case "eventId" -> eventId = id(line, field);
                case "provider" -> provider = string(line, field);
                case "computer" -> computer = string(line, field);
                case "recordId" -> wantLong(field);
                case "user", "keywords", "label" -> want(field, Kind.TEXT, Kind.ESCAPED_TEXT);
                case "task" -> wantText(field);
                case "data" -> data(field);
                default -> {}
            }
        }
        return new LazyEvent.Envelope(timestamp, level, source, eventId, provider, computer);
    }

    private LazyEvent.Envelope nxlog(byte[] line) {
        Instant created = null;
        Instant received = null;
        Instant shipped = null;
        String severity = null;
        String keywords = null;
        String type = null;
        String source = null;
        Integer eventId = null;
        String provider = null;
        String computer = null;
        for (int field = 0; field < fields.count(); field++) {
            switch (fields.name(field)) {
                case "EventTime" -> created = instant(line, field);
                case "EventReceivedTime" -> received = instant(line, field);
                case "@timestamp" -> shipped = instant(line, field);
                case "Severity" -> severity = text(line, field);
                case "Channel" -> source = text(line, field);
                case "Message" -> message(field);
                case "EventID" -> eventId = id(line, field);
                case "SourceName" -> provider = text(line, field);
                case "Hostname" -> computer = text(line, field);
                case "Keywords" -> keywords = text(line, field);
                case "EventType" -> type = text(line, field);
                case "RecordNumber" -> wantLong(field);
                case "Task", "Category", "Domain", "AccountName", "UserID", "MillraceLabel" -> wantText(field);
                default -> {}
            }
        }
        if (type != null && !NxlogReader.isOwnEventType(type)) {
            type = null;
        }
        Instant timestamp = created != null ? created : received != null ? received : shipped;
        String level = NxlogReader.level(keywords, type, severity);
        return new LazyEvent.Envelope(timestamp, level, source, eventId, provider, computer);
    }

    private void want(int field, Kind one, Kind other) {
        Kind kind = fields.kind(field);
        unsure |= kind != one && kind != other;
    }

    /** A number that surely is no larger than a long. */
    private void wantLong(int field) {
        want(field, Kind.NUMBER, Kind.NULL);
        unsure |= fields.end(field) - fields.start(field) > LONGEST_LONG;
    }

    private void wantText(int field) {
        Kind kind = fields.kind(field);
        unsure |= kind == Kind.OBJECT || kind == Kind.OTHER;
    }

    private void message(int field) {
        want(field, Kind.TEXT, Kind.ESCAPED_TEXT);
        messageStart = fields.start(field);
        messageEnd = fields.end(field);
    }

    private void data(int field) {
        want(field, Kind.OBJECT, Kind.OBJECT);
        dataStart = fields.start(field);
        dataEnd = fields.end(field);
    }

    /** As {@link LineCursor#string}. */
    private @Nullable String string(byte[] line, int field) {
        unsure |= fields.kind(field) == Kind.NUMBER;
        return text(line, field);
    }

    /** As {@link LineCursor#text}. */
    private @Nullable String text(byte[] line, int field) {
        int start = fields.start(field);
        int end = fields.end(field);
        return switch (fields.kind(field)) {
            case TEXT, NUMBER -> start == end ? null : texts.text(line, start, end);
            case ESCAPED_TEXT -> JsonString.decode(line, start, end);
            case NULL -> null;
            case OBJECT, OTHER -> {
                unsure = true;
                yield null;
            }
        };
    }

    /** As {@link LineCursor#eventId}, for numbers that are sure to be an int and not negative. */
    private @Nullable Integer id(byte[] line, int field) {
        int start = fields.start(field);
        int end = fields.end(field);
        Kind kind = fields.kind(field);
        if (kind != Kind.NUMBER || end - start > LONGEST_INT || line[start] == '-') {
            unsure |= kind != Kind.NULL;
            return null;
        }
        int id = 0;
        for (int at = start; at < end; at++) {
            id = 10 * id + line[at] - '0';
        }
        return id < KNOWN_IDS ? known(id) : Integer.valueOf(id);
    }

    private Integer known(int id) {
        Integer known = ids[id];
        if (known == null) {
            known = id;
            ids[id] = known;
        }
        return known;
    }

    /** As {@link LineCursor#instant}. */
    private @Nullable Instant instant(byte[] line, int field) {
        int start = fields.start(field);
        int length = fields.end(field) - start;
        if (fields.kind(field) == Kind.NULL) {
            return null;
        }
        if (fields.kind(field) != Kind.TEXT || length > LONGEST_TIME) {
            unsure = true;
            return null;
        }
        for (int i = 0; i < length; i++) {
            time[i] = (char) (line[start + i] & 0x7f);
            unsure |= line[start + i] < 0;
        }
        Instant instant = Timestamps.parse(time, 0, length);
        unsure |= instant == null;
        return instant;
    }
}
