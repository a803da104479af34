package io.millrace.producer.scenario;

/**
 * A scenario to choose.
 *
 * @param name to ask for it by
 * @param description what happens in it
 * @param target what its target is
 * @param size what its size counts
 * @param defaults what is done when nothing else is asked for
 */
public record ScenarioDescription(String name, String description, String target, String size, ScenarioPlan defaults) {}
