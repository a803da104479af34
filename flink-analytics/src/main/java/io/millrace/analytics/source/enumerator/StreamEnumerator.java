package io.millrace.analytics.source.enumerator;

import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.client.StreamRejectedException;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each endpoint, in the background and until it answers, which stream it has and where to begin; cuts the stream into
 * shards from that one sequence on, and deals them out to the readers in turn. All methods but the probing run on the
 * coordinator's thread.
 */
public final class StreamEnumerator implements SplitEnumerator<EventSplit, EnumeratorState> {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEnumerator.class);
    private static final long PROBE_PERIOD_MILLIS = 1000;

    private final SplitEnumeratorContext<EventSplit> context;
    private final StreamSettings settings;
    private final EndpointProbe probe;
    /** Also read by the thread that probes. */
    private final Set<Endpoint> unresolved = ConcurrentHashMap.newKeySet();

    private final Set<Endpoint> resolved;
    private final Map<Integer, List<EventSplit>> unassigned = new HashMap<>();
    private final Set<Integer> told = new LinkedHashSet<>();
    private final ReaderPositions positions;
    private int dealt;

    /**
     * Begins anew, or goes on from a checkpoint.
     *
     * @throws SuppressRestartsException if the checkpoint holds positions in a server that is not to be read any more
     */
    public StreamEnumerator(
            SplitEnumeratorContext<EventSplit> context,
            StreamSettings settings,
            EndpointProbe probe,
            EnumeratorState state) {
        this.context = context;
        this.settings = settings;
        this.probe = probe;
        this.positions = new ReaderPositions(context);
        this.resolved = new LinkedHashSet<>(state.resolved());
        List<Endpoint> servers = settings.servers();
        for (Endpoint endpoint : resolved) {
            if (!servers.contains(endpoint)) {
                throw new SuppressRestartsException(new IllegalArgumentException("the checkpoint holds positions in "
                        + endpoint + ", which is not among the endpoints " + servers
                        + "; name it too, or start without the checkpoint"));
            }
        }
        servers.stream().filter(endpoint -> !resolved.contains(endpoint)).forEach(unresolved::add);
        state.unassigned().forEach(this::deal);
    }

    @Override
    public void start() {
        if (settings.protocol() == Protocol.PLAIN) {
            // Nothing to ask, and a server such as netcat may serve a single connection only.
            List.copyOf(unresolved)
                    .forEach(endpoint ->
                            resolve(endpoint, new StreamInfo("plain:" + endpoint, StreamInfo.Kind.PLAIN, 0, 0)));
            assign();
        }
        if (!unresolved.isEmpty()) {
            context.callAsync(this::probeUnresolved, this::resolve, 0, PROBE_PERIOD_MILLIS);
        }
    }

    private Map<Endpoint, StreamInfo> probeUnresolved() throws StreamRejectedException {
        Map<Endpoint, StreamInfo> found = new HashMap<>();
        for (Endpoint endpoint : unresolved) {
            try {
                found.put(endpoint, probe.ask(endpoint));
            } catch (IOException e) {
                LOG.warn("No stream at {} yet, asking again: {}", endpoint, e.getMessage());
            }
        }
        return found;
    }

    private void resolve(@Nullable Map<Endpoint, StreamInfo> found, @Nullable Throwable failure) {
        if (failure != null) {
            throw new SuppressRestartsException(failure);
        }
        if (found != null && !found.isEmpty()) {
            found.forEach(this::resolve);
            assign();
        }
    }

    private void resolve(Endpoint endpoint, StreamInfo stream) {
        // The thread that probes may have asked once more before it saw the answer.
        if (!unresolved.remove(endpoint)) {
            return;
        }
        resolved.add(endpoint);
        boolean plain = stream.kind() == StreamInfo.Kind.PLAIN;
        int shards = plain ? 1 : settings.shards();
        LOG.info("{} has {}, read from sequence {} on in {} shard(s)", endpoint, stream, stream.next(), shards);
        if (plain) {
            LOG.warn("{} only sends lines: events sent while this job is not connected are lost", endpoint);
        }
        for (int index = 0; index < shards; index++) {
            Shard shard = new Shard(index, shards);
            deal(new EventSplit(endpoint, shard, stream.id(), stream.kind(), shard.next(stream.next())));
        }
    }

    private void deal(EventSplit split) {
        int reader = dealt++ % context.currentParallelism();
        unassigned.computeIfAbsent(reader, key -> new ArrayList<>()).add(split);
    }

    private void assign() {
        Map<Integer, List<EventSplit>> assignment = new HashMap<>();
        for (Integer reader : context.registeredReaders().keySet()) {
            List<EventSplit> splits = unassigned.remove(reader);
            if (splits != null) {
                assignment.put(reader, splits);
            }
        }
        if (!assignment.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
        if (unresolved.isEmpty()) {
            context.registeredReaders().keySet().stream()
                    .filter(told::add)
                    .forEach(reader -> context.sendEventToSourceReader(reader, new ShardsDealt()));
        }
    }

    @Override
    public void addReader(int subtask) {
        told.remove(subtask);
        positions.begins(subtask);
        assign();
    }

    /** Keeps the splits of a failed reader for the one that takes its place. */
    @Override
    public void addSplitsBack(List<EventSplit> splits, int subtask) {
        unassigned.computeIfAbsent(subtask, key -> new ArrayList<>()).addAll(splits);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof ReaderReached reader) {
            positions.reached(subtask, reader.streamTime());
        }
    }

    /** Does nothing: readers are given their splits unasked. */
    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public EnumeratorState snapshotState(long checkpoint) {
        return new EnumeratorState(
                List.copyOf(resolved),
                unassigned.values().stream().flatMap(List::stream).toList());
    }

    /** Does nothing: the context ends what was started. */
    @Override
    public void close() {}
}
