package io.millrace.stream.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
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

    @Test
    void tellsKindsOfResultsOfOneWindowApart() {
        assertThat(List.of(
                        WindowCount.of("demo", "s1", WINDOW, Dimension.COMPUTER, "host", 1)
                                .id(),
                        TopKeys.of("demo", "s1", WINDOW, "computer", List.of()).id(),
                        TopKeys.of("demo", "s1", WINDOW, "eventId", List.of()).id(),
                        TopKeys.of("demo", "s2", WINDOW, "eventId", List.of()).id(),
                        LogonRatio.of("demo", "s1", WINDOW, LogonRatio.USER, "host", 1, 1)
                                .id(),
                        LogonRatio.of("demo", "s1", WINDOW, LogonRatio.ADDRESS, "host", 1, 1)
                                .id(),
                        LogonRatio.of("demo", "s1", WINDOW, LogonRatio.ADDRESS, "other", 1, 1)
                                .id(),
                        BaselineAlert.idOf("demo", "s1", WINDOW, "host", BaselineAlert.Alert.SPIKE),
                        BaselineAlert.idOf("demo", "s1", WINDOW, "host", BaselineAlert.Alert.SILENCE),
                        BaselineAlert.idOf("demo", "s1", WINDOW, "other", BaselineAlert.Alert.SILENCE)))
                .doesNotHaveDuplicates();
        assertThat(LogonRatio.of("demo", "s1", WINDOW, LogonRatio.USER, "host", 1, 1)
                        .id())
                .isEqualTo(LogonRatio.of("demo", "s1", WINDOW, LogonRatio.USER, "host", 5, 9)
                        .id());
    }
}
