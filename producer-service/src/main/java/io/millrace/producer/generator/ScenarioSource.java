package io.millrace.producer.generator;

import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioDescription;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioPlan;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.producer.scenario.ScenarioRun;
import java.util.List;

/** Scripted attacks of which every event is known beforehand, see {@link EventSource#scenarios()}. */
public interface ScenarioSource {
    /** Has none. */
    ScenarioSource NONE = new ScenarioSource() {
        @Override
        public List<ScenarioDescription> descriptions() {
            return List.of();
        }

        @Override
        public ScenarioPlan plan(ScenarioRequest request) throws ScenarioException {
            throw new ScenarioException("unknown-scenario", "recorded events take no scenarios");
        }

        @Override
        public void encode(PlacedRun run, long step, long sequence, long streamTime, LineBuffer out) {
            throw new IllegalArgumentException("there is no run " + run);
        }
    };

    /** All there are, for people and programs to choose from. */
    List<ScenarioDescription> descriptions();

    /**
     * Fills in what was left open.
     *
     * @throws ScenarioException where there is no such scenario, or a parameter does not fit it
     */
    ScenarioPlan plan(ScenarioRequest request) throws ScenarioException;

    /**
     * Appends the UTF-8 line of an event of a run, its {@code \n} included. A pure function, thread-safe.
     *
     * @param step which of the run's events, from 0 to {@link ScenarioRun#events()} - 1
     * @param sequence the event's place in the stream
     * @param streamTime when it happens, epoch nanoseconds
     */
    void encode(PlacedRun run, long step, long sequence, long streamTime, LineBuffer out);
}
