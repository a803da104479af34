package io.millrace.consumer.feed;

import io.millrace.consumer.event.LossySink;
import io.millrace.stream.client.ClientSettings;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells how the feed stands. */
@RestController
final class FeedController {
    private final FeedCounters counters;
    private final ClientSettings settings;
    private final List<LossySink> sinks;

    FeedController(FeedCounters counters, ClientSettings settings, List<LossySink> sinks) {
        this.counters = counters;
        this.settings = settings;
        this.sinks = sinks;
    }

    @GetMapping("/feed")
    Feed feed() {
        return Feed.of(counters.published(), settings, sinks);
    }
}
