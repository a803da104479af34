package io.millrace.stream.result;

import io.millrace.stream.event.EventView;
import org.jspecify.annotations.Nullable;

/** What the events of a window are counted by. Each event counts once in every dimension, so that each adds up to the total. */
public enum Dimension {
    /** All events, under one key. */
    TOTAL("total"),
    /** By level. */
    LEVEL("level"),
    /** By channel. */
    SOURCE("source"),
    /** By publisher. */
    PROVIDER("provider"),
    /** By event id. */
    EVENT_ID("eventId"),
    /** By host. */
    COMPUTER("computer");

    /** The key of the events which have no value in a dimension. */
    public static final String ABSENT = "absent";

    /** The one key of {@link #TOTAL}. */
    public static final String ALL = "all";

    private final String text;

    Dimension(String text) {
        this.text = text;
    }

    /** The name in results, e.g. {@code eventId}. */
    public String text() {
        return text;
    }

    /** The event's value in this dimension, a text cut by {@link KeyText}, null if it has none; see {@link #key} for its text. */
    public @Nullable Object valueOf(EventView event) {
        return switch (this) {
            case TOTAL -> ALL;
            case LEVEL -> KeyText.of(event.level());
            case SOURCE -> KeyText.of(event.source());
            case PROVIDER -> KeyText.of(event.provider());
            case EVENT_ID -> event.eventId();
            case COMPUTER -> KeyText.of(event.computer());
        };
    }

    /** The text of a value in results. */
    public static String key(@Nullable Object value) {
        return value == null ? ABSENT : value.toString();
    }
}
