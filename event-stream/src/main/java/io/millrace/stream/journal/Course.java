package io.millrace.stream.journal;

import java.util.List;

/** A curve from the moment on at which its segment opens, ready to compute with. Pure integer arithmetic. */
sealed interface Course {
    /** Returns the number of events in the first nanoseconds, 0 or more of them. */
    long eventsBy(long elapsed);

    /** Returns the nanoseconds until an event, counted from 1; {@link Long#MAX_VALUE} beyond the end of time. */
    long timeTo(long event);

    /** The number of events there ever will be, {@link Long#MAX_VALUE} if endless. */
    long events();

    static Course of(RateCurve curve, long opened) {
        if (curve instanceof Ramp ramp) {
            return new Ramped(PieceTable.of(List.of(ramp.stretch())), new Level(ramp.toEventsPerSecond()));
        }
        if (curve instanceof Pattern pattern) {
            PieceTable period = pattern.table();
            long phase = pattern.phaseAt(opened);
            return new Repeated(period, phase, period.eventsBy(phase), Long.MAX_VALUE / period.length());
        }
        return new Level(curve.rateAt(opened, opened));
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** The same rate for ever: event {@code k} comes after {@code ceil(k · 10⁹ / rate)} nanoseconds. */
    record Level(int rate) implements Course {
        private static final long NANOS_PER_SECOND = 1_000_000_000L;

        /** So many seconds, and a part of one more, still fit into a long of nanoseconds. */
        private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

        @Override
        public long eventsBy(long elapsed) {
            long seconds = elapsed / NANOS_PER_SECOND;
            long nanos = elapsed % NANOS_PER_SECOND;
            return seconds * rate + nanos * rate / NANOS_PER_SECOND;
        }

        @Override
        public long timeTo(long event) {
            long seconds = event / rate;
            long rest = event % rate;
            return seconds > MAX_SECONDS
                    ? Long.MAX_VALUE
                    : seconds * NANOS_PER_SECOND + (rest * NANOS_PER_SECOND + rate - 1) / rate;
        }

        @Override
        public long events() {
            return rate == 0 ? 0 : Long.MAX_VALUE;
        }
    }

    /** Some pieces, then the same rate for ever. */
    record Ramped(PieceTable ramp, Level after) implements Course {
        @Override
        public long eventsBy(long elapsed) {
            return elapsed < ramp.length()
                    ? ramp.eventsBy(elapsed)
                    : ramp.events() + after.eventsBy(elapsed - ramp.length());
        }

        @Override
        public long timeTo(long event) {
            return event <= ramp.events()
                    ? ramp.timeOf(event)
                    : saturatedSum(ramp.length(), after.timeTo(event - ramp.events()));
        }

        @Override
        public long events() {
            return saturatedSum(ramp.events(), after.events());
        }
    }

    /**
     * The same pieces again and again, begun {@code phase} nanoseconds and {@code before} events into them; {@code most}
     * periods fit into a long of nanoseconds.
     */
    record Repeated(PieceTable period, long phase, long before, long most) implements Course {
        @Override
        public long eventsBy(long elapsed) {
            long time = saturatedSum(phase, elapsed);
            return time / period.length() * period.events() + period.eventsBy(time % period.length()) - before;
        }

        @Override
        public long timeTo(long event) {
            long earlier = saturatedSum(before, event) - 1;
            long periods = earlier / period.events();
            if (periods >= most) {
                return Long.MAX_VALUE;
            }
            return periods * period.length() + period.timeOf(earlier % period.events() + 1) - phase;
        }

        @Override
        public long events() {
            return Long.MAX_VALUE;
        }
    }
}
