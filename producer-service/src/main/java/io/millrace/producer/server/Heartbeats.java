package io.millrace.producer.server;

import io.millrace.producer.live.Moment;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The heartbeats of one moment; readers at the same sequence are sent the same bytes. For one thread. */
final class Heartbeats {
    private final Moment moment;
    private long next = -1;
    private byte[] line = {};

    Heartbeats(Moment moment) {
        this.moment = moment;
    }

    /** The line for a reader that was sent everything before {@code position}. */
    ByteBuf line(long position) {
        if (position != next) {
            next = position;
            var watermark = EpochNanos.toInstant(moment.watermark(position));
            line = WireCodec.encode(new ControlLine.Heartbeat(moment.head(), position, watermark));
        }
        return Unpooled.wrappedBuffer(line);
    }
}
