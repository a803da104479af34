package io.millrace.analytics.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PendingResultsSerializerTests {
    private final PendingResultsSerializer serializer = new PendingResultsSerializer();

    private static List<String> texts(PendingResults pending) {
        return pending.lines().stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    @Property(tries = 200)
    void readsBackWhatItWrites(@ForAll List<byte[]> lines) throws IOException {
        byte[] written = serializer.serialize(new PendingResults(lines));

        assertThat(serializer.deserialize(1, written).lines().toArray(byte[][]::new))
                .isDeepEqualTo(lines.toArray(byte[][]::new));
    }

    @Test
    void readsWhatTheFirstReleaseWrote() throws IOException {
        byte[] written = HexFormat.of().parseHex("00000002" + "00000002" + "7b7d" + "00000003" + "7b617d");

        assertThat(texts(serializer.deserialize(1, written))).containsExactly("{}", "{a}");
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage("pending results of version 2 are unknown to this job, which knows 1; restore with the job"
                        + " that wrote them, or a newer one");
    }
}
