package io.millrace.stream.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.event.WindowsEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyTextTests {
    private static final String LONG = "h".repeat(1_000_000);

    @Test
    void leavesUpTo256CharactersAsTheyAre() {
        String longest = "ö".repeat(256);

        assertThat(KeyText.of(longest)).isSameAs(longest);
        assertThat(KeyText.of(null)).isNull();
    }

    @Test
    void cutsALongerTextAndTellsByAHashWhichOneItWas() {
        assertThat(KeyText.of("x".repeat(257))).isEqualTo("x".repeat(256) + "…3fe8c99f2f1dbd05");
        assertThat(KeyText.of(LONG + "1"))
                .hasSize(273)
                .startsWith("h".repeat(256) + "…")
                .isNotEqualTo(KeyText.of(LONG + "2"))
                .isEqualTo(KeyText.of(LONG + "1"));
    }

    @Test
    void cutsNoSurrogatePairInTwo() {
        assertThat(KeyText.of("a".repeat(255) + "\uD83D\uDE00".repeat(10)))
                .startsWith("a".repeat(255) + "…")
                .hasSize(272);
    }

    @Test
    void cutsTheValueOfAnEventInEveryDimension() {
        WindowsEvent event =
                new WindowsEvent(null, LONG, LONG, null, 1, LONG, LONG, null, null, null, null, Map.of(), null);

        List<Object> values = Arrays.stream(Dimension.values())
                .map(dimension -> dimension.valueOf(event))
                .toList();

        Object cut = KeyText.of(LONG);
        assertThat(values).containsExactly("all", cut, cut, cut, 1, cut);
    }
}
