package io.millrace.producer.server;

import io.millrace.producer.generator.LineFormat;
import io.millrace.producer.generator.SyntheticSettings;
import io.millrace.producer.journal.Journal;
import io.millrace.producer.journal.JournalEntry;
import io.millrace.producer.live.GeneratorSettings;
import io.millrace.producer.live.LiveStream;
import io.millrace.producer.live.NumberSource;
import io.millrace.producer.live.StreamClock;
import io.millrace.producer.live.StreamTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A stream of numbers, served on a free port of loopback. */
final class RunningStream implements AutoCloseable {
    static final int MAX_READERS = 50;
    static final DataSize BLOCK_CACHE = DataSize.ofMegabytes(1);

    final LiveStream stream;
    final StreamServer server;
    final CountedEvents events = new CountedEvents();
    private final Journal journal;
    private final StreamTicker ticker;

    RunningStream(Path folder, int rate, Options options) throws IOException {
        JournalEntry.Origin origin = new JournalEntry.Origin(1, "numbers");
        InstantSource wall = InstantSource.system();
        JournalEntry created = new JournalEntry(JournalEntry.Kind.CREATED, 0, wall.instant(), rate, origin);
        journal = Journal.open(folder, created);
        StreamClock clock = new StreamClock(wall, System::nanoTime, journal.bound());
        stream = new LiveStream(journal, new NumberSource(Long.MAX_VALUE), clock);
        stream.begin(new GeneratorSettings(1, SyntheticSettings.MIXED, null, true, LineFormat.CANONICAL));
        StreamServerSettings settings = new StreamServerSettings(
                "127.0.0.1",
                0,
                2,
                MAX_READERS,
                options.maxReadersPerAddress(),
                null,
                BLOCK_CACHE,
                options.unsentBudget());
        ReaderAccess access = new ReaderAccess(new AccessToken(options.token()), null);
        server = new StreamServer(settings, stream, access, events, wall, options.timings());
        server.start();
        ticker = new StreamTicker(stream, server::headMoved);
        ticker.start();
    }

    RunningStream(Path folder, int rate) throws IOException {
        this(folder, rate, Options.NONE);
    }

    /** What a test wants otherwise than usual. */
    record Options(
            @Nullable String token,
            @Nullable Integer maxReadersPerAddress,
            @Nullable DataSize unsentBudget,
            ServerTimings timings) {
        static final Options NONE = new Options(null, null, null, ServerTimings.DEFAULT);

        /** As patient as always with readers that behave, and not at all with others. */
        static final Options STRICT = new Options(
                null,
                null,
                null,
                new ServerTimings(
                        Duration.ofMillis(300),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1)));

        Options withToken(String shown) {
            return new Options(shown, maxReadersPerAddress, unsentBudget, timings);
        }

        Options withMaxReadersPerAddress(int most) {
            return new Options(token, most, unsentBudget, timings);
        }

        Options withUnsentBudget(DataSize most) {
            return new Options(token, maxReadersPerAddress, most, timings);
        }

        Options withTimings(ServerTimings other) {
            return new Options(token, maxReadersPerAddress, unsentBudget, other);
        }
    }

    int port() {
        return server.port();
    }

    String line(long sequence) {
        return NumberSource.line(
                sequence, stream.state().timeline().segmentOf(sequence).timeOf(sequence));
    }

    @Override
    public void close() {
        ticker.close();
        server.close();
        journal.close();
    }
}
