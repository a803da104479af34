package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.arguments.JobArguments;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.io.SimpleVersionedSerializerTypeSerializerProxy;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Neither what flows nor what is kept is ever written by Kryo or by Java's serialization. */
class SerializersTests {
    private static final ClassLoader CLASSES = SerializersTests.class.getClassLoader();

    /** Every snapshot of a serializer holds the names of the classes that it consists of, at any depth. */
    private static final List<String> FORBIDDEN = List.of("Kryo", "JavaSerializer", "GenericType");

    /** What Java's serialization begins with; Flink writes a checkpoint's own properties so, which are no state. */
    private static final Pattern OF_JAVA = Pattern.compile(
            "\u00ac\u00ed\u0000\u0005(?!sr\u00008org\\.apache\\.flink\\.runtime\\.checkpoint\\.CheckpointProperties)");

    /** The states of the operators, and the serializers of their values; those of bytes hold what has a version of its own. */
    private static final Map<String, String> KEPT = Map.ofEntries(
            Map.entry("SourceReaderState", "BytePrimitiveArraySerializer"),
            Map.entry("watermark", "LongSerializer"),
            Map.entry("open-windows", "TupleSerializer"),
            Map.entry("count", "PojoSerializer"),
            Map.entry("logons", "PojoSerializer"),
            Map.entry("top", "PojoSerializer"),
            Map.entry("waiting", "MapSerializer"),
            Map.entry("host", "PojoSerializer"),
            Map.entry("_timer_state/event_user-timers", "TimerSerializer"),
            Map.entry("writer_raw_states", "BytePrimitiveArraySerializer"),
            Map.entry("streaming_committer_raw_states", "BytePrimitiveArraySerializer"));

    @Test
    void whatFlowsBetweenTheOperatorsHasTypesOfItsOwn() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        AnalyticsJob.define(
                environment,
                JobArguments.parse("--print=events,windows,alerts", "--output=/out", "--results-url=http://a/"));
        StreamGraph graph = environment.getStreamGraph();

        List<TypeSerializer<?>> serializers = new ArrayList<>();
        for (StreamNode node : graph.getStreamNodes()) {
            serializers.addAll(Arrays.asList(node.getTypeSerializersIn()));
            serializers.add(node.getTypeSerializerOut());
            serializers.add(node.getStateKeySerializer());
            for (StreamEdge edge : node.getOutEdges()) {
                if (edge.getOutputTag() != null) {
                    serializers.add(edge.getOutputTag()
                            .getTypeInfo()
                            .createSerializer(graph.getExecutionConfig().getSerializerConfig()));
                }
            }
        }
        // What a sink's writer hands to its committer is written by a serializer of the sink's own, with versions.
        serializers.removeIf(serializer ->
                serializer == null || serializer instanceof SimpleVersionedSerializerTypeSerializerProxy<?>);

        assertThat(serializers)
                .hasSizeGreaterThan(40)
                .allSatisfy(serializer -> assertThat(textOf(serializer)).doesNotContain(FORBIDDEN));
    }

    private static String textOf(TypeSerializer<?> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        return new String(out.getCopyOfBuffer(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatIsKeptInSavepointsHasTypesOfItsOwn() throws Exception {
        assertThat(SavepointFiles.released()).isNotEmpty();
        for (Path kept : SavepointFiles.released()) {
            byte[] content = SavepointFiles.content(kept);

            assertThat(statesOf(content)).as("what is kept in %s", kept).containsAllEntriesOf(KEPT);
            assertThat(new String(content, StandardCharsets.ISO_8859_1))
                    .doesNotContain(FORBIDDEN)
                    .doesNotContainPattern(OF_JAVA);
        }
    }

    /** The serializers of the values of all states, by the states' names. */
    private static Map<String, String> statesOf(byte[] savepoint) throws Exception {
        Map<String, String> states = new TreeMap<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(savepoint));
        for (OperatorState operator :
                Checkpoints.loadCheckpointMetadata(in, CLASSES, "test").getOperatorStates()) {
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                    KeyedBackendSerializationProxy<?> keyed = new KeyedBackendSerializationProxy<>(CLASSES);
                    try (InputStream stream = ((KeyGroupsStateHandle) handle).openInputStream()) {
                        keyed.read(new DataInputViewStreamWrapper(stream));
                    }
                    keyed.getStateMetaInfoSnapshots().forEach(state -> states.put(state.getName(), serializer(state)));
                }
                for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                    OperatorBackendSerializationProxy lists = new OperatorBackendSerializationProxy(CLASSES);
                    try (InputStream stream = handle.openInputStream()) {
                        lists.read(new DataInputViewStreamWrapper(stream));
                    }
                    lists.getOperatorStateMetaInfoSnapshots()
                            .forEach(state -> states.put(state.getName(), serializer(state)));
                }
            }
        }
        return states;
    }

    private static String serializer(StateMetaInfoSnapshot state) {
        return Objects.requireNonNull(
                        state.getTypeSerializerSnapshot(StateMetaInfoSnapshot.CommonSerializerKeys.VALUE_SERIALIZER))
                .restoreSerializer()
                .getClass()
                .getSimpleName();
    }
}
