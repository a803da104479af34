package io.millrace.stream.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResultIdTests {
    private static final TimeSpan WINDOW =
            new TimeSpan(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:10Z"));

    @Test
    void staysTheSameFromOneReleaseToTheNext() {
        assertThat(ResultId.of("demo", "s1", "42")).isEqualTo("abd866eae411c744bf137226df219309");
    }

    @Test
    void tellsListsOfPartsApartThatJoinToTheSameText() {
        assertThat(ResultId.of("ab", "c")).isNotEqualTo(ResultId.of("a", "bc"));
    }

    @Test
    void dependsOnEveryPartOfAWindowCountExceptTheCount() {
        String id = WindowCount.of("demo", "s1", WINDOW, Dimension.LEVEL, "Error", 1)
                .id();
        TimeSpan next = new TimeSpan(WINDOW.end(), WINDOW.end().plusSeconds(10));

        assertThat(WindowCount.of("demo", "s1", WINDOW, Dimension.LEVEL, "Error", 2)
                        .id())
                .isEqualTo(id);
        assertThat(WindowCount.of("other", "s1", WINDOW, Dimension.LEVEL, "Error", 1)
                        .id())
                .isNotEqualTo(id);
        assertThat(WindowCount.of("demo", "s2", WINDOW, Dimension.LEVEL, "Error", 1)
                        .id())
                .isNotEqualTo(id);
        assertThat(WindowCount.of("demo", "s1", next, Dimension.LEVEL, "Error", 1)
                        .id())
                .isNotEqualTo(id);
        assertThat(WindowCount.of("demo", "s1", WINDOW, Dimension.SOURCE, "Error", 1)
                        .id())
                .isNotEqualTo(id);
        assertThat(WindowCount.of("demo", "s1", WINDOW, Dimension.LEVEL, "Warning", 1)
                        .id())
                .isNotEqualTo(id);
    }
}
