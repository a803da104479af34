package io.millrace.stream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.event.WindowsEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultJsonTests {
    private static final TimeSpan WINDOW =
            new TimeSpan(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:10Z"));

    @Test
    void writesAWindowCountInTheOrderOfTheContract() {
        WindowCount count = WindowCount.of("demo", "s1", WINDOW, Dimension.EVENT_ID, "4624", 17);

        assertThat(ResultJson.toText(count))
                .isEqualTo("{\"id\":\"" + count.id() + "\",\"kind\":\"count\","
                        + "\"window\":{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-01T00:00:10Z\"},"
                        + "\"dimension\":\"eventId\",\"key\":\"4624\",\"count\":17}");
    }

    @Test
    void writesADeadLetterInTheOrderOfTheContract() {
        DeadLetter letter = DeadLetter.of("demo", "s1", 42, "not-json", "{\"a\"", 4);

        assertThat(ResultJson.toText(letter))
                .isEqualTo("{\"id\":\"" + letter.id() + "\",\"kind\":\"dead-letter\",\"stream\":\"s1\","
                        + "\"sequence\":42,\"reason\":\"not-json\",\"line\":\"{\\\"a\\\"\",\"length\":4}");
    }

    @Test
    void readsBackWhatItWrites() {
        WindowsEvent event = new WindowsEvent(
                Instant.parse("2026-01-01T00:00:01.5Z"),
                "Information",
                "Security",
                null,
                4624,
                null,
                "host-1",
                7L,
                null,
                null,
                null,
                Map.of("LogonType", "3"),
                null);
        Result[] results = {
            WindowCount.of("demo", "s1", WINDOW, Dimension.LEVEL, "absent", 3),
            DeadLetter.of("demo", "s1", 1, "oversized", "\u0000\ufffd", 2_000_000),
            LateEvent.of("demo", "s1", 2, Instant.parse("2026-01-01T00:00:01.5Z"), WINDOW, event)
        };

        for (Result result : results) {
            assertThat(ResultJson.parse(ResultJson.toText(result))).isEqualTo(result);
        }
    }

    @Test
    void ignoresMembersItDoesNotKnow() {
        DeadLetter letter = DeadLetter.of("demo", "s1", 42, "not-json", "x", 1);
        String text = ResultJson.toText(letter);

        assertThat(ResultJson.parse(text.substring(0, text.length() - 1) + ",\"new\":[1]}"))
                .isEqualTo(letter);
    }

    @Test
    void refusesWhatIsNoResult() {
        assertThatThrownBy(() -> ResultJson.parse("{\"kind\":\"riddle\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a result: ")
                .hasMessageContaining("riddle");
        assertThatThrownBy(() -> ResultJson.parse("{\"kind\":\"count\",\"id\":\"1\",\"count\":1}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a result: ")
                .hasMessageContaining("window is missing");
        assertThatThrownBy(() -> ResultJson.parse("null"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a result: null");
    }
}
