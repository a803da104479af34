package io.millrace.analytics.source.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class EventSplitSerializerTests {
    private final EventSplitSerializer serializer = new EventSplitSerializer();

    @Property(tries = 200)
    void readsBackWhatItWrites(
            @ForAll @NotBlank @AlphaChars @StringLength(min = 1, max = 40) String host,
            @ForAll @IntRange(min = 1, max = 65535) int port,
            @ForAll @IntRange(min = 1, max = 1024) int shards,
            @ForAll @StringLength(max = 80) String stream,
            @ForAll StreamInfo.Kind kind,
            @ForAll @LongRange(min = 0) long next)
            throws IOException {
        EventSplit split =
                new EventSplit(new Endpoint(host, port), new Shard(port % shards, shards), stream, kind, next);

        assertThat(serializer.deserialize(1, serializer.serialize(split))).isEqualTo(split);
    }

    @Test
    void readsWhatTheFirstReleaseWrote() throws IOException {
        byte[] written = HexFormat.of()
                .parseHex("0005" + "613a393939" + "00000001" + "00000008" + "00027331" + "0006" + "5245504c4159"
                        + "0000000000000400");

        assertThat(serializer.deserialize(1, written))
                .isEqualTo(new EventSplit(new Endpoint("a", 999), new Shard(1, 8), "s1", StreamInfo.Kind.REPLAY, 1024));
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        assertThatThrownBy(() -> serializer.deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a split of version 2 is unknown to this job, which knows 1; restore with the job that wrote"
                                + " it, or a newer one");
    }
}
