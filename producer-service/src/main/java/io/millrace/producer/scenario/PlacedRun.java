package io.millrace.producer.scenario;

/**
 * A run and the sequences it has.
 *
 * @param run what is played
 * @param startedAt when it was commanded, stream time in epoch nanoseconds
 * @param eventsPerSecond the rate of the stream then
 * @param first the sequence of its first event
 * @param last the sequence of its last event
 */
public record PlacedRun(ScenarioRun run, long startedAt, int eventsPerSecond, long first, long last) {
    /** The events of the run per second, at the rate that held when it was commanded. */
    public double pace() {
        return (double) eventsPerSecond / run.stride();
    }
}
