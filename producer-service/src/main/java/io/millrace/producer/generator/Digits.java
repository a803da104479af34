package io.millrace.producer.generator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Numbers as digits, two at a time. */
final class Digits {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final byte[] DECIMAL = pairs("0123456789");
    private static final byte[] LOWER = pairs("0123456789abcdef");
    private static final byte[] UPPER = pairs("0123456789ABCDEF");

    private Digits() {}

    /** All pairs of digits in order, one behind the other. */
    private static byte[] pairs(String digits) {
        byte[] all = digits.getBytes(StandardCharsets.US_ASCII);
        byte[] pairs = new byte[2 * all.length * all.length];
        for (int pair = 0; pair < all.length * all.length; pair++) {
            pairs[2 * pair] = all[pair / all.length];
            pairs[2 * pair + 1] = all[pair % all.length];
        }
        return pairs;
    }

    /** Writes the lowest {@code count} decimal digits of a number that is not negative. */
    static void decimal(long value, int count, byte[] target, int start) {
        int index = start + count;
        long rest = value;
        while (index - start >= 2) {
            long next = rest / 100;
            index -= 2;
            pair(DECIMAL, (int) (rest - next * 100), target, index);
            rest = next;
        }
        if (index > start) {
            target[start] = (byte) ('0' + rest % 10);
        }
    }

    static void lowerHex(long value, int count, byte[] target, int start) {
        hex(LOWER, value, count, target, start);
    }

    static void upperHex(long value, int count, byte[] target, int start) {
        hex(UPPER, value, count, target, start);
    }

    private static void hex(byte[] pairs, long value, int count, byte[] target, int start) {
        int index = start + count;
        long rest = value;
        while (index - start >= 2) {
            index -= 2;
            pair(pairs, (int) rest & 0xff, target, index);
            rest >>>= 8;
        }
        if (index > start) {
            target[start] = pairs[2 * ((int) rest & 0xf) + 1];
        }
    }

    private static void pair(byte[] pairs, int pair, byte[] target, int index) {
        SHORTS.set(target, index, (short) SHORTS.get(pairs, 2 * pair));
    }
}
