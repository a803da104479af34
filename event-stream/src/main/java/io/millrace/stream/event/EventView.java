package io.millrace.stream.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be asked of an event, whether it was read as a whole or is read when it is asked; see {@link WindowsEvent}. */
public sealed interface EventView permits WindowsEvent, LazyEvent {
    /** When the event was created, UTC. */
    @Nullable
    Instant timestamp();

    /** Critical, Error, Warning, Information, Verbose, or {@code Level N}. */
    @Nullable
    String level();

    /** The channel. */
    @Nullable
    String source();

    /** The rendered text. */
    @Nullable
    String message();

    /** The event id. */
    @Nullable
    Integer eventId();

    /** The publisher. */
    @Nullable
    String provider();

    /** The host that logged the event. */
    @Nullable
    String computer();

    /** The account. */
    @Nullable
    String user();

    /** The EventData fields in their order, values as text. */
    Map<String, String> data();

    /** All of it. */
    WindowsEvent whole();
}
