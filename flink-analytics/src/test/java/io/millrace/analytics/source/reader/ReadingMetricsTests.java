package io.millrace.analytics.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.client.ClientStatus;
import io.millrace.stream.client.ClientStatus.Connection;
import io.millrace.stream.client.StreamInfo.Kind;
import io.millrace.stream.protocol.Shard;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadingMetricsTests {
    private static final Instant NOW = Instant.ofEpochMilli(10_000);

    private final MetricGroupFake group = new MetricGroupFake();
    private final ReadingMetrics metrics = new ReadingMetrics(group, InstantSource.fixed(NOW));

    private static ClientStatus status(Kind kind, long next, long head, long reconnects, long mismatches) {
        return new ClientStatus(Connection.CONNECTED, "s1", kind, next, head, 0, 0, 0, 0, reconnects, mismatches, null);
    }

    private long figure(String name) {
        return Objects.requireNonNull(group.values().get(name), name);
    }

    @Test
    void addsUpWhatIsLeftOfItsShardsAloneUpToTheHeadsTheyWereTold() {
        AtomicReference<ClientStatus> first = new AtomicReference<>(status(Kind.SYNTHETIC, 10, 1000, 0, 0));
        metrics.reads(new Shard(0, 2), first::get);
        metrics.reads(new Shard(1, 2), () -> status(Kind.REPLAY, 300, 600, 0, 0));

        // 10 to 255 and 512 to 767 of the one, 300 to 511 of the other
        assertThat(figure("pendingRecords")).isEqualTo(246 + 256 + 212);

        first.set(status(Kind.SYNTHETIC, 1024, 1024, 0, 0));
        assertThat(figure("pendingRecords")).isEqualTo(212);
    }

    @Test
    void hasNothingPendingWhereNoHeadIsKnownOrTheNextBlockIsBeyondIt() {
        assertThat(figure("pendingRecords")).isZero();

        metrics.reads(Shard.ALL, () -> status(Kind.PLAIN, 50, 50, 0, 0));
        metrics.reads(new Shard(2, 4), () -> status(Kind.SYNTHETIC, 512, 512, 0, 0));

        assertThat(figure("pendingRecords")).isZero();
    }

    @Test
    void takesAReconnectForAGapOnlyWhereTheServerSendsNothingAgain() {
        metrics.reads(Shard.ALL, () -> status(Kind.SYNTHETIC, 0, 0, 3, 0));
        assertThat(figure("reconnects")).isEqualTo(3);
        assertThat(figure("gaps")).isZero();

        metrics.reads(Shard.ALL, () -> status(Kind.PLAIN, 0, 0, 2, 0));
        assertThat(figure("reconnects")).isEqualTo(5);
        assertThat(figure("gaps")).isEqualTo(2);
    }

    @Test
    void takesACountThatDiffersFromTheServersForAGap() {
        metrics.reads(Shard.ALL, () -> status(Kind.SYNTHETIC, 0, 0, 1, 1));

        assertThat(figure("gaps")).isEqualTo(1);
    }

    @Test
    void tellsHowOldTheLastLineWasWhenItWasFetched() {
        assertThat(figure("currentFetchEventTimeLag")).isEqualTo(-1);

        metrics.fetched(9_250);
        assertThat(figure("currentFetchEventTimeLag")).isEqualTo(750);

        metrics.fetched(10_100);
        assertThat(figure("currentFetchEventTimeLag")).isEqualTo(-100);
    }
}
