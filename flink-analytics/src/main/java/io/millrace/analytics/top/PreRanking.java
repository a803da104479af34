package io.millrace.analytics.top;

import io.millrace.analytics.top.Candidate.Group;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.TopKeys;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Ranks the keys that one subtask has, before they are shuffled: however many there are, only the most frequent ones of each
 * window go on. Nothing is lost by that, for a key comes once, with its final count, and what is not among the first here
 * is not among the first of all. What is ranked goes on before the next watermark and before every checkpoint.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
final class PreRanking<R extends Result> extends AbstractStreamOperator<TopKeys>
        implements OneInputStreamOperator<R, TopKeys> {
    private static final long serialVersionUID = 1L;

    /** A watermark that closes a great many windows at once does not fill the memory. */
    static final int MOST_GROUPS = 10_000;

    private final String resultsName;
    private final int most;
    private final int mostGroups;
    private final Candidates<R> candidates;

    private transient Map<Group, Ranking> rankings;

    PreRanking(String resultsName, int most, int mostGroups, Candidates<R> candidates) {
        this.resultsName = resultsName;
        this.most = most;
        this.mostGroups = mostGroups;
        this.candidates = candidates;
    }

    @Override
    public void open() throws Exception {
        super.open();
        rankings = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<R> element) {
        Candidate candidate = most == 0 ? null : candidates.of(element.getValue());
        if (candidate == null) {
            return;
        }
        rankings.computeIfAbsent(candidate.group(), group -> new Ranking(most)).add(candidate.entry());
        if (rankings.size() > mostGroups) {
            flush();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        flush();
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }

    private void flush() {
        rankings.forEach((group, ranking) -> output.collect(new StreamRecord<>(
                TopKeys.of(resultsName, group.stream(), group.window(), group.dimension(), ranking.entries()),
                group.window().start().toEpochMilli())));
        rankings.clear();
    }
}
