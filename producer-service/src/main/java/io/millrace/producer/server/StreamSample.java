package io.millrace.producer.server;

import java.util.Collection;

/**
 * How the readers stood at one moment. Lags are events that exist and were not yet sent to a reader.
 *
 * @param headPerSecond events that were published since the sample before, a second
 * @param sentPerSecond events that were handed to connections over the last five seconds, a second, all readers together
 * @param medianLag half of the readers have no greater lag
 * @param lag95 95 % of them have no greater one
 * @param lag99 99 % of them
 * @param greatestLag nobody has a greater one
 * @param blocked readers whose connection takes no more bytes, though there are some
 */
record StreamSample(
        double headPerSecond,
        double sentPerSecond,
        long medianLag,
        long lag95,
        long lag99,
        long greatestLag,
        int blocked) {
    static final StreamSample NONE = new StreamSample(0, 0, 0, 0, 0, 0, 0);

    /** Takes a sample; costs a pass over the readers and a sort. */
    static StreamSample of(Collection<Reader> readers, long head, double headPerSecond, double sentPerSecond) {
        long[] lags =
                readers.stream().mapToLong(reader -> reader.lag(head)).sorted().toArray();
        int blocked = (int) readers.stream().filter(Reader::isBlocked).count();
        return new StreamSample(
                headPerSecond,
                sentPerSecond,
                quantile(lags, 50),
                quantile(lags, 95),
                quantile(lags, 99),
                quantile(lags, 100),
                blocked);
    }

    /** The nearest rank: the least value that so many per cent do not exceed. */
    static long quantile(long[] ascending, int percent) {
        if (ascending.length == 0) {
            return 0;
        }
        long rank = ((long) ascending.length * percent + 99) / 100;
        return ascending[(int) rank - 1];
    }
}
