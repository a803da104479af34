package io.millrace.producer.server;

import io.millrace.producer.live.Moment;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.Unpooled;

/** The control lines between the events of one reader; a plain one gets none. Lives on its connection's event loop. */
final class Announcements {
    private final Outflow out;
    private final Heartbeats heartbeats;
    private boolean begun;
    private int segmentTold;
    private boolean heartbeatDue;

    /** @param heartbeats those that the readers of the loop share */
    Announcements(Outflow out, Heartbeats heartbeats) {
        this.out = out;
        this.heartbeats = heartbeats;
    }

    /** Tells that it is a subscriber now, and from here on what one has to know. */
    void begin(ControlLine.Subscribed subscribed) {
        begun = true;
        segmentTold = -1;
        tell(subscribed);
    }

    /** Tells of which segment the next line is, unless that is known; says whether it did. */
    boolean segment(Moment moment, long next) {
        if (!begun) {
            return false;
        }
        int index = moment.timeline().indexOf(next);
        if (index == segmentTold) {
            return false;
        }
        segmentTold = index;
        Segment segment = moment.timeline().segments().get(index);
        tell(ControlLine.Segment.of(segment));
        return true;
    }

    /** Has it be told how far it is together with the next events it is sent, which costs no write of its own. */
    void expectHeartbeat() {
        heartbeatDue = begun;
    }

    /** Whether no events came that could have taken an expected heartbeat along. */
    boolean isHeartbeatDue() {
        return heartbeatDue;
    }

    /** Tells how far it is, if that is expected. */
    void heartbeat(Moment moment, long next) {
        if (heartbeatDue) {
            heartbeatDue = false;
            out.write(heartbeats.line(moment, next));
        }
    }

    private void tell(ControlLine line) {
        out.write(Unpooled.wrappedBuffer(WireCodec.encode(line)));
    }
}
