package io.millrace.producer.generator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that belong together, in {@code catalog/cells}: neighbours about one process or object on one host.
 *
 * @param name for error messages
 * @param lead the event whose measured frequency says how often the cell occurs
 * @param share of the lead's frequency that the cell has, percent
 * @param logon what kind of logon session of its own begins in it, if any
 * @param account whose session that is
 * @param programs kind of the program it is about, unless that of the host's presence
 * @param roles of the hosts it occurs on, all if absent
 * @param newProcess whether it is about a process that no other cell is about
 * @param facts patterns that hold in it
 * @param steps see {@link StepDefinition#parse(String)}
 */
record CellDefinition(
        String name,
        String lead,
        int share,
        @Nullable String logon,
        @Nullable String account,
        @Nullable String programs,
        @Nullable List<String> roles,
        boolean newProcess,
        @Nullable Map<String, String> facts,
        List<String> steps) {

    /**
     * A file of cells.
     *
     * @param paired events that never occur alone
     * @param reserved events that occur in scenarios only
     * @param cells what belongs together
     */
    record Document(List<String> paired, List<String> reserved, List<CellDefinition> cells) {}

    boolean occursOn(Role role) {
        return roles == null || roles.contains(role.inCatalog());
    }

    List<StepDefinition> parsedSteps() {
        return StepDefinition.parse(steps);
    }
}
