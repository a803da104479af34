package io.millrace.stream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.event.WindowsEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultJsonTests {
    private static final TimeSpan WINDOW =
            new TimeSpan(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:10Z"));
    private static final BaselineAlert SILENCE = new BaselineAlert(
            BaselineAlert.idOf("demo", "s1", WINDOW, "host-1", BaselineAlert.Alert.SILENCE),
            "s1",
            WINDOW,
            "host-1",
            0,
            20.5,
            4.528,
            BaselineAlert.Alert.SILENCE);

    @Test
    void writesAWindowCountInTheOrderOfTheContract() {
        WindowCount count = WindowCount.of("demo", "s1", WINDOW, Dimension.EVENT_ID, "4624", 17);

        assertThat(ResultJson.toText(count))
                .isEqualTo("{\"id\":\"" + count.id() + "\",\"kind\":\"count\",\"stream\":\"s1\","
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
    void writesTheMostFrequentKeysInTheOrderOfTheContract() {
        TopKeys top = TopKeys.of("demo", "s1", WINDOW, "eventId", List.of(new TopKeys.Entry("4624", 17)));

        assertThat(ResultJson.toText(top))
                .isEqualTo("{\"id\":\"" + top.id() + "\",\"kind\":\"top\",\"stream\":\"s1\","
                        + "\"window\":{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-01T00:00:10Z\"},"
                        + "\"dimension\":\"eventId\",\"entries\":[{\"key\":\"4624\",\"count\":17}]}");
    }

    @Test
    void writesALogonRatioInTheOrderOfTheContract() {
        LogonRatio ratio = LogonRatio.of("demo", "s1", WINDOW, LogonRatio.USER, "CORP\\anna", 2, 3);

        assertThat(ResultJson.toText(ratio))
                .isEqualTo("{\"id\":\"" + ratio.id() + "\",\"kind\":\"ratio\",\"stream\":\"s1\","
                        + "\"window\":{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-01T00:00:10Z\"},"
                        + "\"dimension\":\"user\",\"key\":\"CORP\\\\anna\",\"failures\":2,\"total\":3,"
                        + "\"ratio\":0.6667}");
    }

    @Test
    void writesABaselineAlertInTheOrderOfTheContract() {
        assertThat(ResultJson.toText(SILENCE))
                .isEqualTo("{\"id\":\"" + SILENCE.id() + "\",\"kind\":\"baseline\",\"stream\":\"s1\","
                        + "\"window\":{\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-01T00:00:10Z\"},"
                        + "\"computer\":\"host-1\",\"count\":0,\"expected\":20.5,\"deviation\":4.528,"
                        + "\"alert\":\"silence\"}");
    }

    @Test
    void refusesARatioOfNoLogons() {
        assertThatThrownBy(() -> LogonRatio.of("demo", "s1", WINDOW, LogonRatio.USER, "CORP\\anna", 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 failures of 0 logons");
        assertThatThrownBy(() -> LogonRatio.of("demo", "s1", WINDOW, LogonRatio.USER, "CORP\\anna", 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 failures of 2 logons");
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
            LateEvent.of("demo", "s1", 2, Instant.parse("2026-01-01T00:00:01.5Z"), WINDOW, event),
            TopKeys.of("demo", "s1", WINDOW, "computer", List.of(new TopKeys.Entry("a", 2), new TopKeys.Entry("b", 1))),
            LogonRatio.of("demo", "s1", WINDOW, LogonRatio.ADDRESS, "10.0.0.1", 1, 3),
            SILENCE
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
                .hasMessageContaining("stream is missing");
        assertThatThrownBy(() -> ResultJson.parse("null"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a result: null");
    }
}
