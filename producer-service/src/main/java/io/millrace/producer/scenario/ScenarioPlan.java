package io.millrace.producer.scenario;

/**
 * A scenario with nothing left open.
 *
 * @param scenario its name
 * @param target who or what is attacked, by name
 * @param pace events of the run per second
 * @param size how much of it, as the scenario says
 * @param hosts on how many hosts
 * @param events of the run in all
 */
public record ScenarioPlan(String scenario, String target, double pace, int size, int hosts, long events) {}
