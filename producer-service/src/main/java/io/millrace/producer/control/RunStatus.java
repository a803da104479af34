package io.millrace.producer.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.producer.live.LiveStream;
import io.millrace.producer.live.Moment;
import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioRun;
import io.millrace.stream.journal.EpochNanos;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a scenario, and how far it is: the ground truth for whoever wants to find it.
 *
 * @param number counts the runs of the stream from 1
 * @param label what its events carry
 * @param scenario its name
 * @param parameters of the run
 * @param stride the run has every so-manieth of the sequences that earlier runs leave over
 * @param events it has in all
 * @param firstSequence of its first event
 * @param lastSequence of its last event
 * @param emitted events so far
 * @param state whether more come
 * @param startedAt when it was commanded, in stream time
 * @param finishedAt the stream time of its last event; absent before that
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunStatus(
        int number,
        String label,
        String scenario,
        Parameters parameters,
        long stride,
        long events,
        long firstSequence,
        long lastSequence,
        long emitted,
        State state,
        Instant startedAt,
        @Nullable Instant finishedAt) {
    /** Whether a run goes on. */
    enum State {
        RUNNING,
        /** The stream stands still. */
        SUSPENDED,
        FINISHED
    }

    /**
     * @param target who or what is attacked
     * @param pace events of the run per second, at the rate that held when it was commanded
     * @param size how much of it, as the scenario says
     * @param hosts on how many hosts
     */
    record Parameters(String target, double pace, int size, int hosts) {}

    /** The runs as they stand at one moment. */
    record View(Moment moment) {
        RunStatus of(PlacedRun placed) {
            ScenarioRun run = placed.run();
            boolean finished = placed.last() < moment.head();
            return new RunStatus(
                    run.number(),
                    run.label(),
                    run.scenario(),
                    new Parameters(run.target(), placed.pace(), run.size(), run.hosts()),
                    run.stride(),
                    run.events(),
                    placed.first(),
                    placed.last(),
                    moment.runs().emittedBefore(run.number(), moment.head()),
                    finished ? State.FINISHED : moment.eventsPerSecond() == 0 ? State.SUSPENDED : State.RUNNING,
                    EpochNanos.toInstant(placed.startedAt()),
                    finished ? EpochNanos.toInstant(moment.timeOf(placed.last())) : null);
        }
    }

    static View view(LiveStream stream) {
        return new View(stream.moment());
    }
}
