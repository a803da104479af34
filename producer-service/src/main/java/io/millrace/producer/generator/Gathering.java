package io.millrace.producer.generator;

/**
 * How many episodes of a lane in a row happen at one host. Eight episodes are one storm at a host, or two shorter ones, or
 * eight at hosts of their own, so that most of the events come in bursts: on real hosts the variance of the events per second
 * is about a hundred times their mean.
 */
final class Gathering {
    private static final int GROUP_BITS = 3;
    private static final int MODES = 8;

    private Gathering() {}

    /** The hash that the host of an episode is drawn by. */
    static long hostHash(long laneHash, long episode) {
        long groupHash = Mix.derive(laneHash, episode >>> GROUP_BITS);
        int part = (int) episode & ((1 << GROUP_BITS) - 1);
        return Mix.derive(groupHash, part >>> togetherBits(Mix.below(MODES, groupHash)));
    }

    private static int togetherBits(int mode) {
        return switch (mode) {
            case 0, 1 -> 3;
            case 2, 3 -> 2;
            default -> 0;
        };
    }
}
