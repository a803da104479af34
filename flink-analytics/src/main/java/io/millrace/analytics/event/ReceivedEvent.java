package io.millrace.analytics.event;

import io.millrace.stream.event.EventView;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One line of a stream, read: either an event or a line that is none.
 *
 * @param stream the stream it came from
 * @param sequence its number in the stream
 * @param streamTime its stream time, milliseconds since the epoch
 * @param time the time it is placed by, milliseconds since the epoch, see {@link io.millrace.analytics.settings.TimeMode}
 * @param event the event, null if the line is none
 * @param unreadable why the line is no event, null if it is one
 */
@TypeInfo(ReceivedEventTypeInfo.Factory.class)
public record ReceivedEvent(
        String stream,
        long sequence,
        long streamTime,
        long time,
        @Nullable EventView event,
        @Nullable UnreadableLine unreadable)
        implements StreamElement {}
