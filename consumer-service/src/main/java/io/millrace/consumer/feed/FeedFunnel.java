package io.millrace.consumer.feed;

import io.millrace.consumer.event.EventSink;
import io.millrace.consumer.event.MalformedLine;
import io.millrace.consumer.event.ReceivedEvent;
import io.millrace.stream.client.FrameHandler;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.event.EventParser;
import io.millrace.stream.event.MalformedEventException;
import io.millrace.stream.event.WindowsEvent;
import io.millrace.stream.protocol.WireCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that arrives passes here once: counted, parsed, handed to every sink. For the reading thread only. */
final class FeedFunnel implements FrameHandler {
    private static final Logger log = LoggerFactory.getLogger(FeedFunnel.class);
    private static final int EXCERPT_BYTES = 4096;
    private static final String OVERSIZED = "oversized";

    private final EventParser parser = new EventParser();
    private final FeedCounters counters;
    private final EventSink[] sinks;

    FeedFunnel(FeedCounters counters, List<EventSink> sinks) {
        this.counters = counters;
        this.sinks = sinks.toArray(EventSink[]::new);
    }

    @Override
    public void event(long sequence, long streamTime, byte[] buffer, int offset, int length) {
        counters.handedOver(sequence, length);
        WindowsEvent event;
        try {
            event = parser.parse(buffer, offset, length);
        } catch (MalformedEventException e) {
            String reason = e.reason().code();
            counters.malformed(reason);
            malformed(new MalformedLine(
                    sequence, reason, String.valueOf(e.getMessage()), excerpt(buffer, offset, length), length));
            return;
        }
        ReceivedEvent received = new ReceivedEvent(sequence, length, event);
        for (EventSink sink : sinks) {
            sink.received(received);
        }
    }

    @Override
    public void oversized(long sequence, long streamTime, byte[] head, long length) {
        counters.handedOver(sequence, length);
        counters.oversized();
        malformed(new MalformedLine(
                sequence,
                OVERSIZED,
                "the line has " + length + " bytes, the protocol allows " + WireCodec.MAX_LINE_BYTES,
                excerpt(head, 0, head.length),
                length));
    }

    private void malformed(MalformedLine line) {
        log.debug("Line {} is no event: {}: {}", line.sequence(), line.reason(), line.detail());
        for (EventSink sink : sinks) {
            sink.malformed(line);
        }
    }

    private static String excerpt(byte[] buffer, int offset, int length) {
        return new String(buffer, offset, Math.min(length, EXCERPT_BYTES), StandardCharsets.UTF_8);
    }

    @Override
    public void heartbeat(long next, long head, long watermark) {
        counters.heartbeat(head);
    }

    @Override
    public void subscribed(StreamInfo stream) {
        log.info("Reading stream {} from sequence {} on", stream.id(), stream.next());
        counters.subscribed(stream);
    }

    @Override
    public void disconnected(String reason) {
        log.debug("Disconnected: {}", reason);
        counters.disconnected(reason);
    }
}
