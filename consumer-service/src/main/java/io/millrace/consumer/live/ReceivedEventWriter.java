package io.millrace.consumer.live;

import io.millrace.consumer.event.EventJson;
import io.millrace.consumer.event.ReceivedEvent;
import java.io.ByteArrayOutputStream;

/** Events by their sequence. */
final class ReceivedEventWriter implements ItemWriter<ReceivedEvent> {
    @Override
    public String id(ReceivedEvent event) {
        return Long.toString(event.sequence());
    }

    @Override
    public void append(ReceivedEvent event, ByteArrayOutputStream text) {
        EventJson.append(event, text);
    }

    @Override
    public int bytes(ReceivedEvent event) {
        return event.bytes();
    }
}
