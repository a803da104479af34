package io.millrace.producer.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts connections, in all and per address, against what may be. Of an IPv6 address the network (/64) counts: whoever has
 * one address of it has them all. Thread-safe.
 */
final class Admission {
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final int mostPerAddress;
    private final Map<ByteBuffer, Integer> perAddress = new HashMap<>();
    private int total;

    Admission(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /** Lets a connection in, or says why not. One that was let in has to {@link #leave}. */
    synchronized @Nullable Rejection enter(InetAddress address) {
        if (total >= most) {
            return Rejection.TOO_MANY_READERS;
        }
        ByteBuffer key = keyOf(address);
        int known = perAddress.getOrDefault(key, 0);
        if (known >= mostPerAddress) {
            return Rejection.TOO_MANY_FROM_ADDRESS;
        }
        perAddress.put(key, known + 1);
        total++;
        return null;
    }

    synchronized void leave(InetAddress address) {
        perAddress.computeIfPresent(keyOf(address), (key, known) -> known > 1 ? known - 1 : null);
        total--;
    }

    synchronized int total() {
        return total;
    }

    private static ByteBuffer keyOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? ByteBuffer.wrap(bytes, 0, NETWORK_BYTES) : ByteBuffer.wrap(bytes);
    }
}
