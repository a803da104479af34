package io.millrace.submitter.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputTests {

    @Test
    void countsWhatSourcesReadAndSinksTakeAndNothingInBetween() {
        assertThat(Throughput.counts("Source__numbers.numRecordsInPerSecond")).isTrue();
        assertThat(Throughput.counts("Source__numbers.numRecordsOutPerSecond")).isTrue();
        assertThat(Throughput.counts("Source__numbers.pendingRecords")).isTrue();
        assertThat(Throughput.counts("Sink__Print_to_Std__Out.numRecordsInPerSecond"))
                .isTrue();
        assertThat(Throughput.counts("files__Writer.numRecordsInPerSecond")).isTrue();
        assertThat(Throughput.counts("Sink__files__Committer.numRecordsInPerSecond"))
                .isFalse();
        assertThat(Throughput.counts("Map.numRecordsInPerSecond")).isFalse();
        assertThat(Throughput.counts("numRecordsInPerSecond")).isFalse();
    }

    @Test
    void takesWhatASourceEmitsWhereItDoesNotCountWhatItReads() {
        var counting = List.of(
                new FlinkCalls.Metric("Source__a.numRecordsInPerSecond", null, 100.0),
                new FlinkCalls.Metric("Source__a.numRecordsOutPerSecond", null, 90.0));
        var silent = List.of(
                new FlinkCalls.Metric("Source__b.numRecordsInPerSecond", null, 0.0),
                new FlinkCalls.Metric("Source__b.numRecordsOutPerSecond", null, 7.0),
                new FlinkCalls.Metric("Sink__c.numRecordsInPerSecond", null, 5.0));

        assertThat(Throughput.NONE.plus(counting).plus(silent)).isEqualTo(new Throughput(107, 5, null));
    }

    @Test
    void addsUpWhatTheSourcesThatTellHaveStillToRead() {
        var first = List.of(new FlinkCalls.Metric("Source__a.pendingRecords", null, 40.0));
        var second = List.of(new FlinkCalls.Metric("Source__b.pendingRecords", null, 2.0));
        var silent = List.of(new FlinkCalls.Metric("Source__c.numRecordsInPerSecond", null, 1.0));

        assertThat(Throughput.NONE.plus(first).plus(silent).plus(second).lag()).isEqualTo(42);
        assertThat(Throughput.NONE.plus(silent).lag()).isNull();
    }
}
