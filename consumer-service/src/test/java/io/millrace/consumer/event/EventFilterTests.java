package io.millrace.consumer.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.service.problem.ProblemException;
import io.millrace.stream.event.WindowsEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventFilterTests {
    private final WindowsEvent event =
            Events.event(3, "Error", "The Disk is full").event();

    @Test
    void choosesEverythingWithoutConditions() {
        assertThat(chooses(null, null, null, null, null)).isTrue();
    }

    @Test
    void everyConditionMustHoldWithoutRegardToCase() {
        assertThat(chooses("error", "SECURITY", 4624, "WS-01", "disk IS")).isTrue();
        assertThat(chooses("Warning", null, null, null, null)).isFalse();
        assertThat(chooses("error", "System", null, null, null)).isFalse();
        assertThat(chooses("error", null, 4625, null, null)).isFalse();
        assertThat(chooses("error", null, null, "ws-02", null)).isFalse();
        assertThat(chooses("error", null, null, null, "disc")).isFalse();
    }

    @Test
    void aPieceOfTextMayLieInTheDataOrInNoMessageAtAll() {
        assertThat(chooses(null, null, null, null, "ALICE")).isTrue();
        assertThat(new EventFilter(null, null, null, null, "disk")
                        .matches(Events.event(1, "Error", null).event()))
                .isFalse();
    }

    @Test
    void aLevelThatCannotBeIsRefused() {
        assertThat(chooses("Level 12", null, null, null, null)).isFalse();
        assertThatThrownBy(() -> chooses("Eror", null, null, null, null))
                .isInstanceOf(ProblemException.class)
                .hasMessage("'Eror' is no level: it is Critical, Error, Warning, Information, Verbose or Level N.");
    }

    private boolean chooses(
            @Nullable String level,
            @Nullable String source,
            @Nullable Integer eventId,
            @Nullable String computer,
            @Nullable String contains) {
        return new EventFilter(level, source, eventId, computer, contains).matches(event);
    }
}
