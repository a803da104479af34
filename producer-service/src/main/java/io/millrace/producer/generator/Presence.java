package io.millrace.producer.generator;

import java.util.List;

/**
 * What goes on at a host during an episode, compiled.
 *
 * @param accounts who acts; none where it is the host's owner
 * @param programs what runs
 * @param opening the first cell, {@link Cell#FILLED} where no session begins
 * @param closing the last cell
 * @param cells what may happen in between, by the numbers of {@link Script#drawCell}
 * @param alone what positions are filled with, by the numbers of {@link Script#drawAlone}
 */
record Presence(
        List<Account> accounts,
        List<Program> programs,
        Cell opening,
        Cell closing,
        List<Cell> cells,
        List<Template> alone) {
    Presence {
        accounts = List.copyOf(accounts);
        programs = List.copyOf(programs);
        cells = List.copyOf(cells);
        alone = List.copyOf(alone);
    }
}
