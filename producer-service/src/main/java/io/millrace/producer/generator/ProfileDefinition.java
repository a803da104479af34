package io.millrace.producer.generator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code catalog/profiles.json}: which hosts a stream is made of, and what was measured on such hosts. */
final class ProfileDefinition {
    private ProfileDefinition() {}

    /**
     * What hosts of one role log.
     *
     * @param channels shares of the channels
     * @param datasets for each channel the measured data sets to go by, with their weights
     */
    record RoleDefinition(Map<String, Integer> channels, Map<String, Map<String, Integer>> datasets) {}

    /**
     * The file as a whole.
     *
     * @param profiles shares of the roles by name of the profile
     * @param roles by name
     * @param controllerOnly events that only a domain controller logs
     * @param hours curves over the hours of a day, UTC
     */
    record Document(
            Map<String, Map<String, Integer>> profiles,
            Map<String, RoleDefinition> roles,
            List<String> controllerOnly,
            Map<String, List<Integer>> hours) {

        /** The shares of the roles in a profile; they add up to 1. */
        Map<Role, Double> shares(String profile) {
            Map<String, Integer> weights = Company.known(profiles, profile, "profile");
            double total = weights.values().stream().mapToInt(Integer::intValue).sum();
            Map<Role, Double> shares = new EnumMap<>(Role.class);
            weights.forEach((role, weight) -> shares.put(Role.named(role), weight / total));
            return shares;
        }
    }
}
