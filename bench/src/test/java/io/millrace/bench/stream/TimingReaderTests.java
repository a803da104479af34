package io.millrace.bench.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.report.Delays;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimingReaderTests {
    private static final String SUBSCRIBED =
            "{\"millrace\":\"subscribed\",\"stream\":\"s\",\"replay\":false,\"next\":40,\"head\":40,\"blockSize\":256}\n";

    private final Delays delays = new Delays();
    private final KnownLines known = new KnownLines();
    private final TimingReader reader = reader(InstantSource.fixed(Instant.parse("2026-03-02T00:00:00.1Z")));

    @BeforeEach
    void recordDelays() {
        delays.record(true);
    }

    @Test
    void notesHowLateEachEventComesAlsoPastMidnight() {
        receive(SUBSCRIBED + event("2026-03-02T00:00:00.0000000Z") + event("2026-03-01T23:59:59.9000000Z"));

        assertThat(delays.count()).isEqualTo(2);
        assertThat(delays.percentile(50)).isEqualTo(100.1);
        assertThat(delays.longest()).isEqualTo(200);
        assertThat(reader.next()).isEqualTo(42);
    }

    @Test
    void readsLinesThatComeInPieces() {
        String all = SUBSCRIBED + event("2026-03-02T00:00:00.0987654Z") + heartbeat(41);
        for (int i = 0; i < all.length(); i++) {
            receive(all.substring(i, i + 1));
        }

        assertThat(reader.next()).isEqualTo(41);
        assertThat(delays.longest()).isEqualTo(1.2346);
        assertThat(reader.missed()).isFalse();
    }

    @Test
    void missesWhatTheServerSaysItSent() {
        receive(SUBSCRIBED + event("2026-03-02T00:00:00.0000000Z") + heartbeat(42));

        assertThat(reader.missed()).isTrue();
    }

    @Test
    void hasMissedTheStreamWhenItIsTurnedAwayOrGetsRubbish() {
        TimingReader other = reader(InstantSource.system());
        other.received(bytes("rubbish\n"));
        receive("{\"millrace\":\"error\",\"code\":\"too-many-readers\",\"detail\":\"try again later\"}\n");

        assertThat(other.missed()).isTrue();
        assertThat(reader.missed()).isTrue();
    }

    @Test
    void anEventAheadOfTheClockIsNotLate() {
        receive(SUBSCRIBED + event("2026-03-02T00:00:00.3000000Z"));

        assertThat(delays.longest()).isZero();
        assertThat(delays.count()).isEqualTo(1);
    }

    @Test
    void onlyWhatComesWhileItRecordsCounts() {
        delays.record(false);
        receive(SUBSCRIBED + event("2026-03-02T00:00:00.0000000Z"));

        assertThat(delays.count()).isZero();
        assertThat(delays.percentile(99)).isZero();
        assertThat(reader.next()).isEqualTo(41);
    }

    @Test
    void takesAnEventForTheOneThatOthersKnowOnlyIfItIs() {
        TimingReader second = reader(InstantSource.fixed(Instant.parse("2026-03-02T00:00:00.2Z")));
        TimingReader third = reader(InstantSource.fixed(Instant.parse("2026-03-02T00:00:00.9Z")));
        receive(SUBSCRIBED + event("2026-03-02T00:00:00.0000000Z") + heartbeat(41));
        second.received(bytes(SUBSCRIBED + event("2026-03-02T00:00:00.0000000Z") + heartbeat(41)));
        third.received(bytes(SUBSCRIBED + event("2026-03-02T00:00:00.5000000Z") + heartbeat(41)));

        assertThat(delays.percentile(1)).isEqualTo(100.1);
        assertThat(delays.percentile(50)).isEqualTo(200.1);
        assertThat(delays.longest()).isEqualTo(400);
        assertThat(second.next()).isEqualTo(41);
        assertThat(third.next()).isEqualTo(41);
        assertThat(third.missed()).isFalse();
    }

    private TimingReader reader(InstantSource clock) {
        return new TimingReader(delays, known, clock);
    }

    private void receive(String text) {
        reader.received(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String time) {
        return "{\"timestamp\":\"" + time + "\",\"level\":\"Information\"}\n";
    }

    private static String heartbeat(long next) {
        return String.format(
                Locale.ROOT,
                "{\"millrace\":\"heartbeat\",\"head\":%d,\"next\":%d,\"watermark\":\"2026-03-02T00:00:00Z\"}%n",
                next,
                next);
    }
}
