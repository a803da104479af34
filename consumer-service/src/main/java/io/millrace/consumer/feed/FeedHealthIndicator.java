package io.millrace.consumer.feed;

import io.millrace.stream.client.ClientSettings;
import java.util.Locale;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the feed reads. A producer that is away is no fault of this service, which serves what it has and goes on
 * trying: its status is then unknown, which fails neither readiness nor the whole.
 */
final class FeedHealthIndicator extends AbstractHealthIndicator {
    private final FeedCounters counters;
    private final ClientSettings settings;

    FeedHealthIndicator(FeedCounters counters, ClientSettings settings) {
        this.counters = counters;
        this.settings = settings;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        FeedSnapshot feed = counters.published();
        if (feed.state() == FeedSnapshot.State.CONNECTED) {
            builder.up();
        } else {
            builder.unknown();
        }
        builder.withDetail("state", feed.state().name().toLowerCase(Locale.ROOT))
                .withDetail("since", feed.since())
                .withDetail("endpoint", settings.endpoint().toString())
                .withDetail("lag", feed.lag());
        String lastError = feed.lastError();
        if (lastError != null) {
            builder.withDetail("lastError", lastError);
        }
    }
}
