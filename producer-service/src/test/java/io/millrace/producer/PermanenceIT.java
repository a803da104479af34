package io.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.EventStreamClient;
import io.millrace.stream.client.FrameHandler;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.client.StreamRejectedException;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sent once stays as it was, whatever happens to the producer. */
class PermanenceIT {
    private static final Path FAKETIME = Path.of("/usr/bin/faketime");

    @TempDir
    private Path folder;

    /** A checksum over the lines {@code [0, end)}, their sequences and stream times. */
    private static final class Digest implements FrameHandler {
        private final long end;
        private final CRC32C crc = new CRC32C();
        private long next;
        private long lastTime = Long.MIN_VALUE;

        Digest(long end) {
            this.end = end;
        }

        @Override
        public void event(long sequence, long streamTime, byte[] buffer, int offset, int length) {
            if (next >= end) {
                return;
            }
            assertThat(sequence).isEqualTo(next);
            assertThat(streamTime).isGreaterThanOrEqualTo(lastTime);
            lastTime = streamTime;
            crc.update(buffer, offset, length);
            crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, streamTime));
            next++;
        }

        @Override
        public void oversized(long sequence, long streamTime, byte[] head, long length) {
            fail("no line of the producer is oversized");
        }

        @Override
        public void heartbeat(long position, long head, long watermark) {}

        @Override
        public void subscribed(StreamInfo stream) {}
    }

    private static Digest read(ProducerProcess producer, long end) throws IOException, StreamRejectedException {
        Digest digest = new Digest(end);
        Endpoint endpoint = new Endpoint("127.0.0.1", producer.streamPort());
        ClientSettings settings = new ClientSettings(endpoint, Shard.ALL, Protocol.MILLRACE, null);
        try (EventStreamClient client = new EventStreamClient(settings, From.at(0))) {
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (digest.next < end && System.nanoTime() < deadline) {
                client.poll(digest, Duration.ofMillis(100));
            }
        }
        assertThat(digest.next).isEqualTo(end);
        return digest;
    }

    private ProducerProcess start(List<String> wrapper, String... settings) throws IOException {
        return ProducerProcess.start(wrapper, folder, settings);
    }

    @Test
    void keepsEverySentByteThroughCommandsAndAKill() throws Exception {
        Digest before;
        try (ProducerProcess producer = start(List.of(), "--millrace.generator.events-per-second=200000")) {
            Thread commands = new Thread(() -> command(producer), "commands");
            commands.start();
            before = read(producer, 600_000);
            commands.join();
            assertThat(read(producer, 600_000).crc.getValue()).isEqualTo(before.crc.getValue());
            producer.kill();
        }
        try (ProducerProcess producer = start(List.of())) {
            assertThat(read(producer, 600_000).crc.getValue()).isEqualTo(before.crc.getValue());
            assertThat(producer.stop()).isEqualTo(143);
        }
        assertThat(Files.readString(folder.resolve("journal/journal.ndjson"))).contains("\"kind\":\"paused\"");
    }

    @Test
    void aProducerStartedOnACopyOfTheJournalSendsTheSame() throws Exception {
        Path copy = folder.resolve("copy");
        try (ProducerProcess producer = start(List.of(), "--millrace.generator.events-per-second=200000")) {
            command(producer);
            Digest original = read(producer, 600_000);
            String journal = producer.call("GET", "/generation/journal", "");
            assertThat(journal).startsWith("200 ").contains("\"kind\":\"ramp\"", "\"kind\":\"pattern\"");
            Path text = Files.createDirectories(copy.resolve("journal")).resolve("journal.ndjson");
            Files.writeString(text, journal.substring("200 ".length()));
            try (ProducerProcess other = ProducerProcess.start(List.of(), copy)) {
                assertThat(read(other, 600_000).crc.getValue()).isEqualTo(original.crc.getValue());
            }
        }
    }

    private static void command(ProducerProcess producer) {
        try {
            String spikes =
                    "{\"pattern\":\"spikes\",\"base\":1000,\"peak\":900000,\"every\":\"PT1S\",\"lasting\":\"PT0.3S\"}";
            assertThat(producer.call("PUT", "/generation/pattern", spikes)).startsWith("200 ");
            String ramp = "{\"eventsPerSecond\":500000,\"over\":\"PT1S\"}";
            assertThat(producer.call("PUT", "/generation/rate", ramp)).startsWith("200 ");
            for (int rate : new int[] {50_000, 400_000, 1, 300_000}) {
                String body = "{\"eventsPerSecond\":" + rate + "}";
                assertThat(producer.call("PUT", "/generation/rate", body)).startsWith("200 ");
                assertThat(producer.call("POST", "/generation/stop", "")).contains("\"state\":\"STOPPED\"");
                assertThat(producer.call("POST", "/generation/start", "")).contains("\"state\":\"RUNNING\"");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsEverySentByteWhenTheClockIsSetBack() throws Exception {
        assumeTrue(
                Files.isExecutable(FAKETIME), "faketime is not installed: the clock cannot be set back for a process");
        Digest before;
        try (ProducerProcess producer = start(List.of(), "--millrace.generator.events-per-second=20000")) {
            before = read(producer, 40_000);
            producer.kill();
        }
        List<String> yesterday = List.of(FAKETIME.toString(), "-m", "-f", "-1d");
        try (ProducerProcess producer = start(yesterday)) {
            assertThat(read(producer, 40_000).crc.getValue()).isEqualTo(before.crc.getValue());
            Digest later = read(producer, 80_000);
            producer.kill();
            try (ProducerProcess again = start(List.of())) {
                assertThat(read(again, 80_000).crc.getValue()).isEqualTo(later.crc.getValue());
            }
        }
    }

    @Test
    void letsNoSecondProducerWriteTheJournal() throws Exception {
        try (ProducerProcess producer = start(List.of())) {
            assertThatThrownBy(() -> start(List.of())).hasStackTraceContaining("is in use by another producer");
            assertThat(producer.call("POST", "/generation/stop", "")).startsWith("200 ");
        }
    }
}
