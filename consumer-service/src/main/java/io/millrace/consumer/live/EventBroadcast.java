package io.millrace.consumer.live;

import io.millrace.consumer.event.LossySink;
import io.millrace.consumer.event.ReceivedEvent;

/** Hands what the feed receives to the browsers that watch. */
record EventBroadcast(Broadcast<ReceivedEvent> browsers) implements LossySink {
    @Override
    public String name() {
        return "sse";
    }

    @Override
    public void received(ReceivedEvent event) {
        browsers.send(event);
    }

    @Override
    public long dropped() {
        return browsers.dropped();
    }
}
