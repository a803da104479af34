package io.millrace.quickstart;

import java.io.PrintStream;

/** What the person who started quickstart sees. Safe for use by the main thread and the one that stops. */
final class Console {

    /** Goes to the first column and clears the line: what wipes a live line off a terminal. */
    static final String CLEAR_LINE = "\r\u001b[K";

    private static final int PLAIN_EVERY = 10;

    private final PrintStream out;
    private final boolean terminal;
    private long updates;

    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void print(String text) {
        out.println(terminal ? CLEAR_LINE + text : text);
    }

    /** Replaces the live line; where lines cannot be replaced, every tenth one is printed. */
    synchronized void live(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + text);
            out.flush();
        } else if (++updates % PLAIN_EVERY == 0) {
            out.println(text);
        }
    }
}
