package io.millrace.submitter.store;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Fresh ids in the form Flink uses: 128 random bits as 32 hexadecimal digits. */
public record Ids(RandomGenerator random) {

    private static final int BYTES = 16;

    /** An id nobody had before. */
    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
