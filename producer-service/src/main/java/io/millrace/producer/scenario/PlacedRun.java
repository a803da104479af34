package io.millrace.producer.scenario;

/**
 * A run and the sequences it has.
 *
 * @param run what is played
 * @param startedAt when it was commanded, stream time in epoch nanoseconds
 * @param first the sequence of its first event
 * @param last the sequence of its last event
 */
public record PlacedRun(ScenarioRun run, long startedAt, long first, long last) {}
