package io.millrace.service.access;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Declared as a bean: a further address a service listens on, e.g. the producer's TCP server. It is checked at start in
 * the same way as {@code server.address}.
 *
 * @param property the setting it comes from, named in the refusal
 * @param host a host name or an IP address; empty means every interface
 */
public record BindAddress(String property, String host) {

    /** Whether only this machine can connect. A name that does not resolve is taken as reachable from outside. */
    boolean loopback() {
        return isLoopback(host);
    }

    static boolean isLoopback(String host) {
        if (host.isEmpty()) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unresolved) {
            return false;
        }
    }
}
