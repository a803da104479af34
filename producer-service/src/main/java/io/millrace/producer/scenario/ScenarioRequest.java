package io.millrace.producer.scenario;

import org.jspecify.annotations.Nullable;

/**
 * A scenario as asked for; what is null is left to the scenario.
 *
 * @param scenario its name, e.g. {@code password-spray}
 * @param target the account, host or group that is attacked, by name
 * @param pace events of the run per second
 * @param size how much of it: attempts, tickets, files, as the scenario says
 * @param hosts on how many hosts
 */
public record ScenarioRequest(
        String scenario,
        @Nullable String target,
        @Nullable Double pace,
        @Nullable Integer size,
        @Nullable Integer hosts) {
    public ScenarioRequest {
        if (scenario == null || scenario.isBlank()) {
            throw new IllegalArgumentException("scenario is missing");
        }
    }
}
