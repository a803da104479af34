package io.millrace.producer.generator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes on at a host during an episode, in {@code catalog/presences.json}.
 *
 * @param name for error messages
 * @param roles of the hosts it occurs on
 * @param logon kind of the logon session that its events belong to
 * @param account whose session that is: {@code owner} for the host's own user, or a kind of account
 * @param programs kind of the programs that run
 * @param hours when: a curve of {@code catalog/profiles.json}
 * @param weight how often, relative to the others without a lead
 * @param lead the event whose measured frequency says how often, where it has an opening
 * @param share of the lead's frequency, percent
 * @param opening the first cell, where the session begins in the episode
 * @param closing the last cell, where it ends
 */
record PresenceDefinition(
        String name,
        List<String> roles,
        String logon,
        String account,
        String programs,
        String hours,
        int weight,
        @Nullable String lead,
        int share,
        @Nullable List<String> opening,
        @Nullable List<String> closing) {
    /** The account of the host's own user. */
    static final String OWNER = "owner";

    /**
     * {@code catalog/presences.json} as a whole.
     *
     * @param facts patterns by name that hold everywhere
     * @param logons what the kinds of logon say otherwise, or say more
     * @param presences what goes on
     */
    record Document(
            Map<String, String> facts, Map<String, Map<String, String>> logons, List<PresenceDefinition> presences) {}

    boolean occursOn(Role role) {
        return roles.contains(role.inCatalog());
    }

    List<StepDefinition> parsedOpening() {
        return opening == null ? List.of() : StepDefinition.parse(opening);
    }

    List<StepDefinition> parsedClosing() {
        return closing == null ? List.of() : StepDefinition.parse(closing);
    }
}
