package io.millrace.producer.server;

import io.millrace.producer.live.Moment;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The last heartbeat of an event loop: readers at the same event are told the same bytes. For that loop's thread only. */
final class Heartbeats {
    private @Nullable Moment told;
    private long next = -1;
    private byte[] line = {};

    /** The line for a reader that was sent everything before {@code position}. */
    ByteBuf line(Moment moment, long position) {
        if (moment != told || position != next) {
            told = moment;
            next = position;
            var watermark = EpochNanos.toInstant(moment.watermark(position));
            line = WireCodec.encode(new ControlLine.Heartbeat(moment.head(), position, watermark));
        }
        return Unpooled.wrappedBuffer(line);
    }
}
