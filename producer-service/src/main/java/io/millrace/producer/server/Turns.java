package io.millrace.producer.server;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * When a reader goes on: after the other readers of its loop had their turn, and with new lines only once they are encoded. Lives
 * on that loop; only what {@link #whenEncoded} answers is called from elsewhere.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a turn looks after its own failures
final class Turns {
    private final EventLoop loop;
    private final Runnable action;
    private final Runnable lost;
    private final Runnable turn = this::take;
    private final Runnable encoded = this::encoded;
    private final Runnable goOn = this::goOn;
    private boolean asked;
    private boolean expecting;

    /**
     * @param action what is done in a turn
     * @param lost ends a reader that cannot be told that its lines are encoded; called by the thread that did it
     */
    Turns(EventLoop loop, Runnable action, Runnable lost) {
        this.loop = loop;
        this.action = action;
        this.lost = lost;
    }

    /** Has it go on after the other readers of the loop had their turn. */
    void ask() {
        if (!asked) {
            asked = true;
            // a task that is due now waits for the loop's input and output, one that is only queued would keep them
            // waiting
            loop.schedule(turn, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void take() {
        asked = false;
        action.run();
    }

    /** Whether another thread is encoding its next lines. */
    boolean expectsLines() {
        return expecting;
    }

    /** Its next lines are being encoded. */
    void expectLines() {
        expecting = true;
    }

    /** What to call when they are. */
    Runnable whenEncoded() {
        return encoded;
    }

    private void encoded() {
        try {
            loop.execute(goOn);
        } catch (RejectedExecutionException closed) {
            // nobody is sent anything any more
        } catch (RuntimeException | Error failure) {
            // it would wait for ever, and others that wait are still to be told
            lost.run();
        }
    }

    private void goOn() {
        expecting = false;
        ask();
    }
}
