package io.millrace.stream.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes of an array, several at a time; the first is the lowest. */
final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void setEight(byte[] bytes, int at, long eight) {
        LONGS.set(bytes, at, eight);
    }

    private static int four(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    /** Whether both arrays have the same bytes in ranges they have; quick for short ones, unlike {@code Arrays.equals}. */
    static boolean equal(byte[] one, int from, byte[] other, int at, int length) {
        if (length >= Long.BYTES) {
            // the last ones may be compared twice
            int last = length - Long.BYTES;
            for (int i = 0; i < last; i += Long.BYTES) {
                if (eight(one, from + i) != eight(other, at + i)) {
                    return false;
                }
            }
            return eight(one, from + last) == eight(other, at + last);
        }
        if (length >= Integer.BYTES) {
            int last = length - Integer.BYTES;
            return four(one, from) == four(other, at) && four(one, from + last) == four(other, at + last);
        }
        for (int i = 0; i < length; i++) {
            if (one[from + i] != other[at + i]) {
                return false;
            }
        }
        return true;
    }
}
