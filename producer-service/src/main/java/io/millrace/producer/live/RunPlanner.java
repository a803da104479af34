package io.millrace.producer.live;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.scenario.Runs;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioPlan;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.producer.scenario.ScenarioRun;

/** Makes the run that was asked for, or says why there cannot be one. */
final class RunPlanner {
    /** Each unfinished run costs a few divisions for every event. */
    static final int MAX_UNFINISHED = 100;

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
        ScenarioRun run = run(runs.all().size() + 1, plan, rate);
        requireRoom(runs, run, moment);
        return run;
    }

    private static ScenarioRun run(int number, ScenarioPlan plan, int rate) throws ScenarioException {
        if (!(plan.pace() > 0)) {
            throw new ScenarioException("bad-parameter", "pace is above 0, not " + plan.pace());
        }
        long stride = Math.max(1, Math.round(rate / plan.pace()));
        return new ScenarioRun(
                number, plan.scenario(), plan.target(), plan.size(), plan.hosts(), stride, plan.events());
    }

    private static void requireRoom(Runs runs, ScenarioRun run, Moment moment) throws ScenarioException {
        try {
            runs.toBuilder().add(run, moment.head(), moment.time());
        } catch (IllegalArgumentException e) {
            throw new ScenarioException("bad-parameter", e.getMessage() + "; ask for a higher pace or a smaller size");
        }
    }
}
