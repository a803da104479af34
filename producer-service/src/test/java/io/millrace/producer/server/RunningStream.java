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
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A stream of numbers, served on a free port of loopback. */
final class RunningStream implements AutoCloseable {
    final LiveStream stream;
    final StreamServer server;
    private final Journal journal;
    private final StreamTicker ticker;

    RunningStream(Path folder, int rate, @Nullable String token, int port) throws IOException {
        JournalEntry.Origin origin = new JournalEntry.Origin(1, "numbers");
        InstantSource wall = InstantSource.system();
        JournalEntry created = new JournalEntry(JournalEntry.Kind.CREATED, 0, wall.instant(), rate, origin);
        journal = Journal.open(folder, created);
        StreamClock clock = new StreamClock(wall, System::nanoTime, journal.bound());
        stream = new LiveStream(journal, new NumberSource(Long.MAX_VALUE), clock);
        stream.begin(new GeneratorSettings(1, SyntheticSettings.MIXED, null, true, LineFormat.CANONICAL));
        StreamServerSettings settings = new StreamServerSettings("127.0.0.1", port, 2, 50, DataSize.ofMegabytes(1));
        server = new StreamServer(settings, stream, token, ServerEvents.NONE, wall);
        server.start();
        ticker = new StreamTicker(stream, server::headMoved);
        ticker.start();
    }

    RunningStream(Path folder, int rate) throws IOException {
        this(folder, rate, null, 0);
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
