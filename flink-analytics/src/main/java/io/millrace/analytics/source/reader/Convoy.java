package io.millrace.analytics.source.reader;

import io.millrace.analytics.source.enumerator.ReaderReached;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Keeps the splits of a job together, however far they are behind: none is read more than {@link #LEAD} of stream time beyond
 * the one that is farthest back, in this reader or another. What would be read beyond it, could only wait in open windows.
 *
 * <p>All times are stream times in milliseconds since the epoch. The task's thread says how far splits were emitted; each
 * fetcher's thread waits for its turn.
 */
final class Convoy {
    /** How far splits may be apart; more than the two steps that the others may have come since it was last told of them. */
    static final Duration LEAD = ReaderReached.STEP.multipliedBy(4);

    /** Where a split is of which nothing came yet. */
    private static final long NOWHERE = Long.MIN_VALUE;

    /** Where those are that nobody has to wait for. */
    private static final long EVERYWHERE = Long.MAX_VALUE;

    private static final long LEAD_MILLIS = LEAD.toMillis();
    private static final long STEP_MILLIS = ReaderReached.STEP.toMillis();

    private final LongConsumer report;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Place> places = new HashMap<>();
    private boolean allDealt;
    private long others = NOWHERE;
    private long reported = NOWHERE;

    /** A convoy that reports on the task's thread, now and then, how far its last split has come. */
    Convoy(LongConsumer report) {
        this.report = report;
    }

    /** A split is to be read from now on. */
    void join(String splitId) {
        lock.lock();
        try {
            places.put(splitId, new Place());
        } finally {
            lock.unlock();
        }
    }

    /** The place of a split that joined. */
    Place placeOf(String splitId) {
        lock.lock();
        try {
            Place place = places.get(splitId);
            if (place == null) {
                throw new IllegalArgumentException("no split " + splitId + " joined");
            }
            return place;
        } finally {
            lock.unlock();
        }
    }

    /**
     * All splits there will ever be have joined a reader. Until then one that may be farther back is yet to come, and nothing is
     * read: it could have no watermark, and a split that then has to wait would hold the windows of all others open.
     */
    void allDealt() {
        lock.lock();
        try {
            allDealt = true;
            moved();
        } finally {
            lock.unlock();
        }
    }

    boolean areAllDealt() {
        lock.lock();
        try {
            return allDealt;
        } finally {
            lock.unlock();
        }
    }

    /** The last split of all other readers has come that far; {@link Long#MAX_VALUE} if they have none. */
    void othersReached(long streamTime) {
        lock.lock();
        try {
            others = streamTime;
            moved();
        } finally {
            lock.unlock();
        }
    }

    private void moved() {
        long last = last();
        places.values().forEach(place -> place.look(last));
        if (last != NOWHERE && last - STEP_MILLIS >= reported) {
            reported = last;
            report.accept(last);
        }
    }

    private long last() {
        return allDealt
                ? places.values().stream()
                        .mapToLong(place -> place.reached)
                        .min()
                        .orElse(EVERYWHERE)
                : NOWHERE;
    }

    /** One split's place. */
    final class Place {
        private final Condition turn = lock.newCondition();
        private long reached = NOWHERE;
        private boolean wokenUp;

        private Place() {}

        /** All of the split before this time was emitted. */
        void reached(long streamTime) {
            lock.lock();
            try {
                if (streamTime > reached) {
                    reached = streamTime;
                    moved();
                }
            } finally {
                lock.unlock();
            }
        }

        /**
         * Waits while the split is too far ahead of the last one, unless it is woken up.
         *
         * @return whether it may be read
         */
        boolean awaitTurn() {
            lock.lock();
            try {
                while (!isTurn(last()) && !wokenUp) {
                    turn.awaitUninterruptibly();
                }
                wokenUp = false;
                return isTurn(last());
            } finally {
                lock.unlock();
            }
        }

        /** Makes a waiting or the next {@link #awaitTurn} return. */
        void wakeUp() {
            lock.lock();
            try {
                wokenUp = true;
                turn.signal();
            } finally {
                lock.unlock();
            }
        }

        private void look(long last) {
            if (isTurn(last)) {
                turn.signal();
            }
        }

        private boolean isTurn(long last) {
            return allDealt && (reached == NOWHERE || reached - LEAD_MILLIS <= Math.min(last, others));
        }
    }
}
