package io.millrace.analytics.source.reader;

import io.millrace.analytics.event.StreamElement;
import io.millrace.analytics.source.split.EventSplit;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.fetcher.SplitFetcher;
import org.apache.flink.connector.base.source.reader.fetcher.SplitFetcherManager;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;

/** Gives each split a thread of its own, so that none waits for another's socket. */
final class FetcherPerSplit extends SplitFetcherManager<StreamElement, EventSplit> {
    FetcherPerSplit(Supplier<SplitReader<StreamElement, EventSplit>> readers, Configuration configuration) {
        super(readers, configuration);
    }

    @Override
    public void addSplits(List<EventSplit> splits) {
        for (EventSplit split : splits) {
            SplitFetcher<StreamElement, EventSplit> fetcher = createSplitFetcher();
            fetcher.addSplits(List.of(split));
            startFetcher(fetcher);
        }
    }

    /** Is called for splits that end by a rule on their records, of which there is none. */
    @Override
    public void removeSplits(List<EventSplit> splits) {
        throw new UnsupportedOperationException("a shard of a stream has no end: " + splits);
    }
}
