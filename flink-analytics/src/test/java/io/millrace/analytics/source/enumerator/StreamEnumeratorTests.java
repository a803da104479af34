package io.millrace.analytics.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.client.StreamRejectedException;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class StreamEnumeratorTests {
    private static final Endpoint A = new Endpoint("a", 1);
    private static final Endpoint B = new Endpoint("b", 2);
    private static final long STEP = ReaderReached.STEP.toMillis();

    private final EnumeratorContextFake context = new EnumeratorContextFake(2);
    private final Map<Endpoint, StreamInfo> reachable = new HashMap<>();

    private StreamEnumerator enumerator(EnumeratorState state, int shards, Protocol protocol, String... endpoints) {
        StreamSettings settings = new StreamSettings(List.of(endpoints), "earliest", shards, protocol, null, null);
        return new StreamEnumerator(context, settings, this::ask, state);
    }

    private StreamInfo ask(Endpoint endpoint) throws IOException {
        StreamInfo stream = reachable.get(endpoint);
        if (stream == null) {
            throw new IOException("connection refused");
        }
        return stream;
    }

    private void register(StreamEnumerator enumerator, int reader) {
        context.register(reader);
        enumerator.addReader(reader);
    }

    @Test
    void dealsShardsFromOneSequenceOutInTurn() {
        reachable.put(A, new StreamInfo("s1", StreamInfo.Kind.SYNTHETIC, 300, 1000));
        StreamEnumerator enumerator = enumerator(EnumeratorState.EMPTY, 3, Protocol.AUTO, "a:1");
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        assertThat(context.sent).isEmpty();

        context.tick();

        assertThat(context.sent)
                .containsExactly(
                        "0 <- a:1/0/3 @768",
                        "0 <- a:1/2/3 @512",
                        "1 <- a:1/1/3 @300",
                        "0 <- ShardsDealt[]",
                        "1 <- ShardsDealt[]");
        assertThat(enumerator.snapshotState(1)).isEqualTo(new EnumeratorState(List.of(A), List.of()));
    }

    @Test
    void asksAgainUntilAnEndpointAnswersAndDealsOutWhatIsThereMeanwhile() {
        reachable.put(B, new StreamInfo("s2", StreamInfo.Kind.REPLAY, 0, 0));
        StreamEnumerator enumerator = enumerator(EnumeratorState.EMPTY, 1, Protocol.AUTO, "a:1", "b:2");
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        context.tick();
        context.tick();
        assertThat(context.sent).containsExactly("0 <- b:2/0/1 @0");

        reachable.put(A, new StreamInfo("s1", StreamInfo.Kind.SYNTHETIC, 7, 7));
        context.tick();
        context.tick();

        assertThat(context.sent)
                .containsExactly("0 <- b:2/0/1 @0", "1 <- a:1/0/1 @7", "0 <- ShardsDealt[]", "1 <- ShardsDealt[]");
    }

    @Test
    void readsAPlainServerAsOneShard() {
        reachable.put(A, new StreamInfo("plain:a:1", StreamInfo.Kind.PLAIN, 0, 0));
        StreamEnumerator enumerator = enumerator(EnumeratorState.EMPTY, 8, Protocol.AUTO, "a:1");
        enumerator.start();
        register(enumerator, 0);
        context.tick();

        assertThat(context.sent).containsExactly("0 <- a:1/0/1 @0", "0 <- ShardsDealt[]");
    }

    @Test
    void asksNothingOfAServerThatIsSaidToBePlain() {
        StreamEnumerator enumerator = enumerator(EnumeratorState.EMPTY, 8, Protocol.PLAIN, "a:1");
        enumerator.start();
        register(enumerator, 1);
        register(enumerator, 0);

        assertThat(context.sent).containsExactly("1 <- ShardsDealt[]", "0 <- a:1/0/1 @0", "0 <- ShardsDealt[]");
        assertThat(context.isPeriodic()).isFalse();
    }

    @Test
    void keepsTheSplitsOfAFailedReaderForTheOneThatTakesItsPlace() {
        reachable.put(A, new StreamInfo("s1", StreamInfo.Kind.SYNTHETIC, 0, 0));
        StreamEnumerator enumerator = enumerator(EnumeratorState.EMPTY, 1, Protocol.AUTO, "a:1");
        enumerator.start();
        register(enumerator, 0);
        register(enumerator, 1);
        context.tick();
        EventSplit back = new EventSplit(A, Shard.ALL, "s1", StreamInfo.Kind.SYNTHETIC, 42);
        context.unregister(0);
        context.sent.clear();

        enumerator.addSplitsBack(List.of(back), 0);
        assertThat(enumerator.snapshotState(2)).isEqualTo(new EnumeratorState(List.of(A), List.of(back)));
        register(enumerator, 0);

        assertThat(context.sent).containsExactly("0 <- a:1/0/1 @42", "0 <- ShardsDealt[]");
    }

    @Test
    void goesOnFromACheckpointWithoutAskingAgain() {
        EventSplit left = new EventSplit(A, new Shard(3, 4), "s1", StreamInfo.Kind.SYNTHETIC, 900);
        StreamEnumerator enumerator =
                enumerator(new EnumeratorState(List.of(A), List.of(left)), 8, Protocol.AUTO, "a:1");
        enumerator.start();
        register(enumerator, 0);

        assertThat(context.sent).containsExactly("0 <- a:1/3/4 @900", "0 <- ShardsDealt[]");
        assertThat(context.isPeriodic()).isFalse();
    }

    @Test
    void refusesACheckpointOfAServerThatIsNotToBeRead() {
        assertThatThrownBy(() -> enumerator(new EnumeratorState(List.of(A), List.of()), 8, Protocol.AUTO, "b:2"))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessage(
                        "the checkpoint holds positions in a:1, which is not among the endpoints [b:2]; name it too,"
                                + " or start without the checkpoint");
    }

    @Test
    void failsForGoodWhenAnEndpointRefuses() {
        StreamSettings settings = new StreamSettings(List.of("a:1"), "earliest", 1, Protocol.AUTO, null, null);
        StreamEnumerator enumerator = new StreamEnumerator(
                context,
                settings,
                endpoint -> {
                    throw new StreamRejectedException(endpoint, "unauthorized", "the token is wrong");
                },
                EnumeratorState.EMPTY);
        enumerator.start();

        assertThatThrownBy(context::tick)
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessage("a:1 refused the subscription: unauthorized: the token is wrong");
    }

    private StreamEnumerator enumeratorOf(EnumeratorContextFake readers) {
        return new StreamEnumerator(
                readers,
                new StreamSettings(List.of("a:1"), "earliest", 1, Protocol.AUTO, null, null),
                this::ask,
                EnumeratorState.EMPTY);
    }

    private StreamEnumerator withReaders(int... readers) {
        StreamEnumerator enumerator = enumerator(EnumeratorState.EMPTY, 1, Protocol.AUTO, "a:1");
        for (int reader : readers) {
            register(enumerator, reader);
        }
        return enumerator;
    }

    @Test
    void tellsEachReaderHowFarTheOthersHaveComeOnceAllHaveSaidSo() {
        StreamEnumerator enumerator = withReaders(0, 1);
        enumerator.handleSourceEvent(0, new ReaderReached(100));
        assertThat(context.sent).isEmpty();

        enumerator.handleSourceEvent(1, new ReaderReached(70));
        enumerator.handleSourceEvent(1, new ReaderReached(70 + STEP));

        assertThat(context.sent)
                .containsExactly(
                        "0 <- OthersReached[streamTime=70]",
                        "1 <- OthersReached[streamTime=100]",
                        "0 <- OthersReached[streamTime=7570]");
    }

    @Test
    void tellsEachReaderOnceAStepHoweverManyReadersThereAre() {
        int readers = 8;
        EnumeratorContextFake many = new EnumeratorContextFake(readers);
        StreamEnumerator enumerator = enumeratorOf(many);
        for (int reader = 0; reader < readers; reader++) {
            many.register(reader);
            enumerator.addReader(reader);
        }

        for (int report = 0; report < 800; report++) {
            enumerator.handleSourceEvent(report % readers, new ReaderReached(report * STEP / readers));
        }

        assertThat(many.sent).hasSizeBetween(784, 800);
    }

    @Test
    void forgetsHowFarAReaderHadComeWhenAnotherTakesItsPlace() {
        StreamEnumerator enumerator = withReaders(0, 1);
        enumerator.handleSourceEvent(0, new ReaderReached(100));
        enumerator.handleSourceEvent(1, new ReaderReached(100));
        context.unregister(1);
        context.sent.clear();
        enumerator.handleSourceEvent(0, new ReaderReached(200));
        assertThat(context.sent).isEmpty();

        register(enumerator, 1);
        enumerator.handleSourceEvent(0, new ReaderReached(300));
        assertThat(context.sent).isEmpty();
        enumerator.handleSourceEvent(1, new ReaderReached(50));

        assertThat(context.sent)
                .containsExactly("0 <- OthersReached[streamTime=50]", "1 <- OthersReached[streamTime=300]");
    }

    @Test
    void tellsNoReaderHowFarOthersWereBeforeAllWentBackToACheckpoint() {
        StreamEnumerator enumerator = withReaders(0, 1);
        enumerator.handleSourceEvent(0, new ReaderReached(900_000));
        enumerator.handleSourceEvent(1, new ReaderReached(900_000));
        context.unregister(0);
        context.unregister(1);
        context.sent.clear();

        register(enumerator, 0);
        enumerator.handleSourceEvent(0, new ReaderReached(100_000));
        assertThat(context.sent).isEmpty();
        register(enumerator, 1);
        enumerator.handleSourceEvent(1, new ReaderReached(110_000));

        assertThat(context.sent)
                .containsExactly("0 <- OthersReached[streamTime=110000]", "1 <- OthersReached[streamTime=100000]");
    }

    @Test
    void tellsTheOnlyReaderThatItHasToWaitForNoOther() {
        EnumeratorContextFake alone = new EnumeratorContextFake(1);
        alone.register(0);
        StreamEnumerator enumerator = enumeratorOf(alone);
        enumerator.addReader(0);
        enumerator.handleSourceEvent(0, new ReaderReached(50));
        enumerator.handleSourceEvent(0, new ReaderReached(60));

        assertThat(alone.sent).containsExactly("0 <- OthersReached[streamTime=9223372036854775807]");
    }
}
