package io.millrace.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Finds out before anything starts whether a port is taken, so that the reader gets one line instead of a trace. */
final class PortCheck {

    private PortCheck() {}

    /**
     * Checks that every port can be bound on the loopback interface.
     *
     * @throws StartFailure naming the first port which is taken, and what holds it where that can be known
     */
    static void requireFree(QuickstartPorts ports) {
        Map<Integer, String> purposes = ports.purposes();
        if (purposes.size() < 5) {
            throw new StartFailure("two of the ports are the same: " + ports);
        }
        purposes.forEach((port, purpose) -> {
            if (isTaken(port)) {
                throw new StartFailure("port " + port + " is taken"
                        + PortHolder.of(port).map(holder -> " by " + holder).orElse("")
                        + "; stop that, or set " + QuickstartPorts.variable(purpose) + " to another port");
            }
        });
    }

    static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // as the servers do: a connection of the last run in TIME_WAIT does not hold the port
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
