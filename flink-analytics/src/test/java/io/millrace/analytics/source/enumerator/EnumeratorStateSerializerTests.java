package io.millrace.analytics.source.enumerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnumeratorStateSerializerTests {
    private final EnumeratorStateSerializer serializer = new EnumeratorStateSerializer();

    @Test
    void readsBackWhatItWrites() throws IOException {
        Endpoint first = new Endpoint("a", 1);
        Endpoint second = new Endpoint("::1", 2);
        EnumeratorState state = new EnumeratorState(
                List.of(first, second),
                List.of(
                        new EventSplit(first, new Shard(0, 2), "s1", StreamInfo.Kind.SYNTHETIC, 0),
                        new EventSplit(second, Shard.ALL, "plain:[::1]:2", StreamInfo.Kind.PLAIN, Long.MAX_VALUE)));

        assertThat(serializer.deserialize(1, serializer.serialize(state))).isEqualTo(state);
        assertThat(serializer.deserialize(1, serializer.serialize(EnumeratorState.EMPTY)))
                .isEqualTo(EnumeratorState.EMPTY);
    }

    @Test
    void refusesAVersionItDoesNotKnow() {
        assertThatThrownBy(() -> serializer.deserialize(7, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "an enumerator state of version 7 is unknown to this job, which knows 1; restore with the job"
                                + " that wrote it, or a newer one");
    }
}
