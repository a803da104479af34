package io.millrace.stream.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A TCP server on a free loopback port whose every connection is served by a script, on a thread of its own: the n-th
 * connection by the n-th script, later ones by the last. A connection is closed when its script returns.
 *
 * <p>What goes wrong in a script while the server is open is kept in {@link #failures}; a client that goes away is no failure.
 */
public final class ScriptedServer implements Closeable {
    /** What a server does with one connection. */
    @FunctionalInterface
    public interface Script {
        void serve(ScriptedPeer peer) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final List<Script> scripts;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Thread acceptor;
    private volatile boolean closed;

    private ScriptedServer(ServerSocket socket, int port, List<Script> scripts) throws IOException {
        this.scripts = List.copyOf(scripts);
        this.socket = socket;
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.acceptor = daemon("scripted-server", this::accept);
    }

    /** Starts a server on a free port. */
    public static ScriptedServer start(Script... scripts) throws IOException {
        return startOn(0, scripts);
    }

    /** Starts a server on a port, e.g. that of one closed before. */
    public static ScriptedServer startOn(int port, Script... scripts) throws IOException {
        return new ScriptedServer(new ServerSocket(), port, List.of(scripts));
    }

    /** Starts a server that speaks TLS on a free port. */
    public static ScriptedServer startTls(SSLContext tls, Script... scripts) throws IOException {
        return new ScriptedServer(tls.getServerSocketFactory().createServerSocket(), 0, List.of(scripts));
    }

    public int port() {
        return socket.getLocalPort();
    }

    public Endpoint endpoint() {
        return new Endpoint("localhost", port());
    }

    /** How many connections were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** What went wrong in scripts. */
    public List<Throwable> failures() {
        return failures;
    }

    /** Cuts all connections at once, as a killed process would. */
    public void cut() {
        open.forEach(ScriptedServer::reset);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Script script = scripts.get(Math.min(connections.getAndIncrement(), scripts.size() - 1));
                var unused = daemon("scripted-peer", () -> serve(script, client));
            } catch (IOException e) {
                if (!closed) {
                    failures.add(e);
                }
            }
        }
    }

    private void serve(Script script, Socket client) {
        try (client) {
            script.serve(new ScriptedPeer(client));
        } catch (IOException e) {
            // The client left, or the connection was cut: both are everyday in these tests.
            open.remove(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        } finally {
            open.remove(client);
        }
    }

    private static void reset(Socket client) {
        try {
            client.setSoLinger(true, 0);
            client.close();
        } catch (IOException e) {
            // Its script has ended meanwhile and closed it.
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
        try {
            // Until then the port may still take a connection.
            acceptor.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
    }
}
