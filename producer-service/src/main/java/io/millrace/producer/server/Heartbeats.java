package io.millrace.producer.server;

import io.millrace.producer.live.Moment;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The last heartbeat of an event loop: readers at the same event are told the same bytes. For that loop's thread only. */
final class Heartbeats {
    private long head = -1;
    private long time = -1;
    private long next = -1;
    private byte[] line = {};

    /** The line for a reader that was sent everything before {@code position}. */
    ByteBuf line(Moment moment, long position) {
        if (position != next || moment.head() != head || moment.time() != time) {
            head = moment.head();
            time = moment.time();
            next = position;
            var watermark = EpochNanos.toInstant(moment.watermark(position));
            line = WireCodec.encode(new ControlLine.Heartbeat(head, position, watermark));
        }
        return Unpooled.wrappedBuffer(line);
    }
}
