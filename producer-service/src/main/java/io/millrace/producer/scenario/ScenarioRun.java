package io.millrace.producer.scenario;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A scenario played into the stream, as the journal keeps it.
 *
 * @param number counts the runs of a stream from 1
 * @param scenario its name
 * @param target who or what is attacked, by name
 * @param size how much of it, as the scenario says
 * @param hosts on how many hosts
 * @param stride the run has every so-manieth of the sequences that earlier runs leave over, 1 or more
 * @param events of the run in all
 */
@JsonPropertyOrder({"number", "scenario", "target", "size", "hosts", "stride", "events"})
public record ScenarioRun(int number, String scenario, String target, int size, int hosts, long stride, long events) {
    public ScenarioRun {
        if (number < 1 || stride < 1 || events < 1) {
            throw new IllegalArgumentException(
                    "a run's number, stride and events are 1 or more: " + number + ", " + stride + ", " + events);
        }
    }

    /** What its events are labelled with: {@code <scenario>#<number>}. */
    public String label() {
        return scenario + "#" + number;
    }
}
