package io.millrace.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsIT {
    private static final List<String> FEW_DESCRIPTORS =
            List.of("bash", "-c", "ulimit -n 300 && exec \"$@\"", "few-descriptors");

    @TempDir
    private Path folder;

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void servesOnWhenThereAreNoFileDescriptorsLeftAndTakesConnectionsAgainLater() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (ProducerProcess producer = ProducerProcess.start(FEW_DESCRIPTORS, folder);
                Socket early = new Socket(InetAddress.getLoopbackAddress(), producer.streamPort())) {
            early.setSoTimeout(20_000);
            BufferedReader healthy = lines(early);
            assertThat(healthy.readLine()).startsWith("{\"timestamp\":");
            for (int i = 0; i < 400; i++) {
                crowd.add(new Socket(InetAddress.getLoopbackAddress(), producer.streamPort()));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> producer.output().contains("Cannot accept connections"));
            for (int i = 0; i < 300; i++) {
                assertThat(healthy.readLine()).startsWith("{\"timestamp\":");
            }
            assertThat(producer.output().split("Cannot accept connections", -1)).hasSize(2);
            for (Socket socket : crowd) {
                socket.close();
            }
            try (Socket late = new Socket(InetAddress.getLoopbackAddress(), producer.streamPort())) {
                late.setSoTimeout(20_000);
                assertThat(lines(late).readLine()).startsWith("{\"timestamp\":");
            }
        }
    }
}
