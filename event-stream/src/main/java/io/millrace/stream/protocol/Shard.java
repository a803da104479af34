package io.millrace.stream.protocol;

/**
 * One of {@code count} disjoint parts of a stream. The stream is cut into blocks of {@link #BLOCK_SIZE} events; shard
 * {@code index} is the blocks {@code b} with {@code b mod count = index}, so that parallel readers share the encoded blocks.
 *
 * @param index 0 to {@code count - 1}
 * @param count 1 to {@link #MAX_COUNT}
 */
public record Shard(int index, int count) {
    /** Events in a block. */
    public static final int BLOCK_SIZE = 256;

    /** The most shards a stream can be cut into. */
    public static final int MAX_COUNT = 1024;

    /** The whole stream as one shard. */
    public static final Shard ALL = new Shard(0, 1);

    public Shard {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("shard count is 1 to " + MAX_COUNT + ", not " + count);
        }
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("shard index is 0 to " + (count - 1) + ", not " + index);
        }
    }

    /** Returns the first sequence of this shard that is not before {@code sequence}. */
    public long next(long sequence) {
        long block = sequence / BLOCK_SIZE;
        int ahead = index - (int) (block % count);
        if (ahead == 0) {
            return sequence;
        }
        return (block + (ahead > 0 ? ahead : ahead + count)) * BLOCK_SIZE;
    }

    /** Returns how many events of this shard lie in {@code [from, to)}. */
    public long countBetween(long from, long to) {
        return Math.max(0, countBefore(to) - countBefore(from));
    }

    private long countBefore(long sequence) {
        long block = sequence / BLOCK_SIZE;
        long wholeBlocks = block / count + (block % count > index ? 1 : 0);
        return wholeBlocks * BLOCK_SIZE + (block % count == index ? sequence % BLOCK_SIZE : 0);
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
