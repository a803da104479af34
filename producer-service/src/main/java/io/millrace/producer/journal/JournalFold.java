package io.millrace.producer.journal;

import io.millrace.producer.journal.JournalEntry.Kind;
import io.millrace.producer.scenario.Runs;
import io.millrace.producer.scenario.ScenarioRun;
import io.millrace.stream.journal.ConstantRate;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.RateCurve;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.journal.Timeline;
import java.util.ArrayList;
import java.util.List;

/** Takes up entries one by one, each at a constant cost, and gives the state they amount to. */
final class JournalFold {
    private static final RateCurve NOTHING = new ConstantRate(0);

    private final JournalState start;
    private final List<Segment> segments;
    private final Runs.Builder runs;
    private RateCurve rate;
    private Flow flow;

    JournalFold(JournalState start) {
        this.start = start;
        this.segments = new ArrayList<>(start.timeline().segments());
        this.runs = start.runs().toBuilder();
        this.rate = start.rate();
        this.flow = start.flow();
    }

    JournalFold add(JournalEntry entry) {
        ScenarioRun run = entry.run();
        if (run != null) {
            runs.add(run, entry.from(), EpochNanos.of(entry.at()), entry.eventsPerSecond());
        } else {
            open(entry);
        }
        return this;
    }

    /** A ramp lasts as long as its segment: whatever opens another one goes on at the ramp's end rate. */
    private void open(JournalEntry entry) {
        flow = flow.after(entry);
        RateCurve asked = entry.kind() == Kind.RATE ? entry.rate() : rate.settled();
        rate = flow.isOpen() ? asked : asked.settled();
        segments.add(new Segment(entry.from(), EpochNanos.of(entry.at()), flow.isOpen() ? rate : NOTHING));
    }

    JournalState toState() {
        return new JournalState(start.stream(), start.origin(), new Timeline(segments), runs.build(), rate, flow);
    }
}
