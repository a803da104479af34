package io.millrace.producer.live;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.Runs;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioPlan;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.producer.scenario.ScenarioRun;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the run that was asked for, or says why there cannot be one. */
final class RunPlanner {
    /** Each unfinished run costs a few divisions for every event. */
    static final int MAX_UNFINISHED = 100;

    /** A run cannot be ended, so one without an end in sight would hold its place for good. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private final EventSource source;

    RunPlanner(EventSource source) {
        this.source = source;
    }

    ScenarioRun plan(ScenarioRequest request, Moment moment) throws ScenarioException {
        if (source.isReplay()) {
            throw new ScenarioException(
                    "replay-has-no-scenarios", "recorded events take no scenarios; start a producer without a replay");
        }
        ScenarioPlan plan = source.scenarios().plan(request);
        int rate = moment.eventsPerSecond();
        if (rate == 0) {
            throw new ScenarioException(
                    "stream-stopped", "a scenario needs a stream that runs; start it and give it a rate above 0");
        }
        Runs runs = moment.runs();
        if (runs.unfinishedAt(moment.head()) >= MAX_UNFINISHED) {
            throw new ScenarioException(
                    "too-many-runs", MAX_UNFINISHED + " runs are not finished; wait for one of them to end");
        }
        ScenarioRun run = run(runs.all().size() + 1, plan, pace(request.pace(), plan, rate), rate);
        requireEnd(place(runs, run, moment), moment.head());
        return run;
    }

    /** The scenario's own pace gives way to a lower rate. */
    private static double pace(@Nullable Double asked, ScenarioPlan plan, int rate) throws ScenarioException {
        if (!(plan.pace() > 0)) {
            throw bad("pace is above 0, not " + plan.pace());
        }
        if (asked != null && asked > rate) {
            throw bad("pace is at most the rate, " + rate + " events per second now, not " + asked);
        }
        return Math.min(plan.pace(), rate);
    }

    private static ScenarioRun run(int number, ScenarioPlan plan, double pace, int rate) {
        long stride = Math.max(1, Math.round(rate / pace));
        return new ScenarioRun(
                number, plan.scenario(), plan.target(), plan.size(), plan.hosts(), stride, plan.events());
    }

    private static PlacedRun place(Runs runs, ScenarioRun run, Moment moment) throws ScenarioException {
        try {
            return runs.toBuilder().add(run, moment.head(), moment.time(), moment.eventsPerSecond());
        } catch (IllegalArgumentException e) {
            throw bad(e.getMessage() + "; ask for a smaller size or a higher pace");
        }
    }

    /** By the sequences it ends at, since runs that overlap slow each other down. */
    private static void requireEnd(PlacedRun placed, long head) throws ScenarioException {
        long seconds = (placed.last() - head) / placed.eventsPerSecond();
        if (seconds > LONGEST.toSeconds()) {
            throw bad(String.format(
                    Locale.ROOT,
                    "%d events, %s a second of those that earlier runs leave over, take more than %d days; a run takes %d at most:"
                            + " ask for a smaller size or a higher pace",
                    placed.run().events(),
                    placed.pace(),
                    Duration.ofSeconds(seconds).toDays(),
                    LONGEST.toDays()));
        }
    }

    private static ScenarioException bad(String message) {
        return new ScenarioException("bad-parameter", message);
    }
}
