package io.millrace.producer.server;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The account of what all connections together were given and have not taken yet, in bytes. Above its budget, whoever has not
 * taken what it was given for longest is closed, so that readers that do not read cannot use up the memory the others need. A
 * page that several connections are sent counts for each. Thread-safe.
 */
final class Unsent {
    private final long budget;

    /** In the order in which they were given it. */
    private final Map<Outflow, Integer> waiting = new LinkedHashMap<>();

    private volatile long bytes;

    /** @param budget bytes; one reader alone may have more */
    Unsent(long budget) {
        this.budget = budget;
    }

    /** A connection did not take at once what it was given now, having taken everything before. */
    synchronized void given(Outflow connection, int count) {
        settle(connection);
        waiting.put(connection, count);
        bytes += count;
        Iterator<Map.Entry<Outflow, Integer>> eldest = waiting.entrySet().iterator();
        while (bytes > budget && waiting.size() > 1) {
            Map.Entry<Outflow, Integer> stuck = eldest.next();
            bytes -= stuck.getValue();
            eldest.remove();
            stuck.getKey().closeAsStuck();
        }
    }

    /** A connection has taken everything, or is gone. */
    synchronized void settle(Outflow connection) {
        Integer count = waiting.remove(connection);
        if (count != null) {
            bytes -= count;
        }
    }

    /** Whether a connection is in the account: it may have been given something anew since it was to be closed. */
    synchronized boolean holds(Outflow connection) {
        return waiting.containsKey(connection);
    }

    /** Whether so much waits that nobody should be given more than the least at once. */
    boolean isMuch() {
        return bytes > budget / 2;
    }

    long bytes() {
        return bytes;
    }
}
