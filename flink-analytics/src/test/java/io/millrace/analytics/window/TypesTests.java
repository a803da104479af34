package io.millrace.analytics.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.baseline.HostState;
import io.millrace.analytics.baseline.Rate;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.ReceivedEventTypeInfo;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.BaselineAlert.Alert;
import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.Dimension;
import io.millrace.stream.result.LateEvent;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.TopKeys;
import io.millrace.stream.result.WindowCount;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that flows is serialized field by field, or, where no state holds it, by a serializer of ours; nothing falls to Kryo. */
class TypesTests {
    static Stream<Object> values() {
        ReceivedEvent event = SampleEvents.event(1, 5_000, 4624);
        return Stream.of(
                event,
                SampleEvents.unreadable(2, 6_000, "oversized"),
                WindowCount.of("demo", "s1", SampleEvents.SETTINGS.windowOf(0), Dimension.LEVEL, "Error", 3),
                TopKeys.of(
                        "demo",
                        "s1",
                        SampleEvents.SETTINGS.windowOf(0),
                        "eventId",
                        List.of(new TopKeys.Entry("4624", 3), new TopKeys.Entry("4625", 1))),
                LogonRatio.of("demo", "s1", SampleEvents.SETTINGS.windowOf(0), LogonRatio.USER, "CORP\\anna", 1, 3),
                new BaselineAlert("id", "s1", SampleEvents.SETTINGS.windowOf(0), "host", 0, 20.5, 4.528, Alert.SILENCE),
                new HostState(new Rate(20.5, 4.1, 31.5, 12), 5_000, 15_000, true),
                DeadLetter.of("demo", "s1", 2, "oversized", "xxx", 2_000_000),
                LateEvent.of(
                        "demo",
                        "s1",
                        1,
                        Instant.EPOCH,
                        SampleEvents.SETTINGS.windowOf(0),
                        SampleEvents.record(1, 5_000, 4624)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areSerializedFieldByField(Object value) throws Exception {
        assertThat(copyOf(value, value.getClass())).isEqualTo(value);
    }

    private static <T> T copyOf(Object value, Class<T> type) throws Exception {
        TypeInformation<T> information = TypeInformation.of(type);
        assertThat(information).isInstanceOfAny(PojoTypeInfo.class, ReceivedEventTypeInfo.class);
        TypeSerializer<T> serializer = information.createSerializer(
                new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false)));
        DataOutputSerializer out = new DataOutputSerializer(100);
        serializer.serialize(type.cast(value), out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
