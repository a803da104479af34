package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamSampleTests {
    @Test
    void aQuantileIsTheLeastValueThatSoManyPerCentDoNotExceed() {
        long[] values = LongStream.rangeClosed(1, 200).toArray();
        assertThat(StreamSample.quantile(values, 50)).isEqualTo(100);
        assertThat(StreamSample.quantile(values, 95)).isEqualTo(190);
        assertThat(StreamSample.quantile(values, 99)).isEqualTo(198);
        assertThat(StreamSample.quantile(values, 100)).isEqualTo(200);
        assertThat(StreamSample.quantile(new long[] {3, 7}, 50)).isEqualTo(3);
        assertThat(StreamSample.quantile(new long[] {3, 7}, 95)).isEqualTo(7);
        assertThat(StreamSample.quantile(new long[] {}, 99)).isZero();
    }
}
