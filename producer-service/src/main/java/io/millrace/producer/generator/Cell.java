package io.millrace.producer.generator;

import java.util.List;

/**
 * A compiled cell: events that belong together.
 *
 * @param accounts whose logon session begins in it; none where its events belong to the episode's
 * @param programs what its process runs; none where that is up to the episode
 * @param newProcess whether its process is one that no other cell is about
 * @param steps its positions; none where all of them are filled
 */
record Cell(List<Account> accounts, List<Program> programs, boolean newProcess, List<Step> steps) {
    /** Holds nothing of its own. */
    static final Cell FILLED = new Cell(List.of(), List.of(), false, List.of());

    Cell {
        accounts = List.copyOf(accounts);
        programs = List.copyOf(programs);
        steps = List.copyOf(steps);
    }

    boolean isFilled() {
        return steps.isEmpty();
    }

    boolean hasOwnSession() {
        return !accounts.isEmpty();
    }
}
