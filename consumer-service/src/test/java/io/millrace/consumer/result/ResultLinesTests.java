package io.millrace.consumer.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.consumer.result.ReceivedResult.View;
import io.millrace.service.problem.ProblemException;
import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.Dimension;
import io.millrace.stream.result.ResultJson;
import io.millrace.stream.result.TimeSpan;
import io.millrace.stream.result.WindowCount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultLinesTests {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static List<ReceivedResult> parse(String body) {
        return ResultLines.parse(body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    @Test
    void readsWhatTheJobWrites() {
        WindowCount count = WindowCount.of(
                "demo", "s1", new TimeSpan(NOW.minusSeconds(20), NOW.minusSeconds(10)), Dimension.EVENT_ID, "4624", 7);
        DeadLetter letter = DeadLetter.of("demo", "s1", 5, "not-json", "x\ny", 3);

        assertThat(parse(ResultJson.toText(count) + "\n\n" + ResultJson.toText(letter) + "\n"))
                .containsExactly(
                        new ReceivedResult(
                                count.id(),
                                "count",
                                View.WINDOW,
                                NOW.minusSeconds(10),
                                "eventId",
                                "4624",
                                ResultJson.toText(count)),
                        new ReceivedResult(
                                letter.id(), "dead-letter", View.OTHER, NOW, null, null, ResultJson.toText(letter)));
    }

    @Test
    void alertsTellTheirTimeAndABaselineIsOneThoughItHasAWindow() {
        String alert = "{\"id\":\"a\",\"kind\":\"alert\",\"time\":\"2026-01-01T11:00:00Z\",\"events\":[{\"time\":5}]}";
        String baseline = "{\"id\":\"b\",\"kind\":\"baseline\",\"window\":{\"start\":\"2026-01-01T10:00:00Z\","
                + "\"end\":\"2026-01-01T10:00:10Z\"},\"dimension\":\"level\",\"key\":\"Error\"}";

        assertThat(parse(alert + "\r\n" + baseline))
                .containsExactly(
                        new ReceivedResult(
                                "a", "alert", View.ALERT, Instant.parse("2026-01-01T11:00:00Z"), null, null, alert),
                        new ReceivedResult(
                                "b",
                                "baseline",
                                View.ALERT,
                                Instant.parse("2026-01-01T10:00:10Z"),
                                "level",
                                "Error",
                                baseline));
    }

    @Test
    void aKindOfTheFutureIsKeptAsItCame() {
        String line = "{\"kind\":\"top\",\"entries\":[[1,{}]],\"id\":\"t\",\"key\":4624,\"window\":{\"start\":"
                + "\"2026-01-01T10:00:00Z\",\"end\":\"2026-01-01T10:00:10Z\",\"zone\":\"x\"}}";

        assertThat(parse(line))
                .containsExactly(new ReceivedResult(
                        "t", "top", View.WINDOW, Instant.parse("2026-01-01T10:00:10Z"), null, "4624", line));
    }

    @Test
    void aCarriageReturnWithinALineIsABlank() {
        assertThat(parse("{\"id\":\"a\",\r\"kind\":\"x\"}\r\n").get(0).json())
                .isEqualTo("{\"id\":\"a\", \"kind\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | it is no object",
                "{} | 'id' is not 1 to 100 visible ASCII characters",
                "{\"id\":\"a b\",\"kind\":\"x\"} | 'id' is not 1 to 100 visible ASCII characters",
                "{\"id\":\"a\"} | 'kind' is not 1 to 50 small letters, digits and dashes",
                "{\"id\":\"a\",\"kind\":\"X\"} | 'kind' is not 1 to 50 small letters, digits and dashes",
            })
    void saysWhichLineIsNoResultAndWhy(String line, String reason) {
        assertRefused("{\"id\":\"a\",\"kind\":\"x\"}\n\n" + line + "\n{", 3, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"a\",\"kind\":\"x\"",
                "{\"id\":\"a\",\"kind\":\"x\"}{}",
                "[]",
                "\uFEFF{\"id\":\"a\",\"kind\":\"x\"}",
                "7",
                "{\"id\":\"a\",\"kind\":\"count\",\"window\":{\"start\":\"2026-01-01T10:00:00Z\"}}",
                "{\"id\":\"a\",\"kind\":\"count\",\"window\":5}",
                "{\"id\":\"a\",\"kind\":\"alert\",\"time\":\"noon\"}",
                "{\"id\":\"a\",\"kind\":\"count\",\"key\":{}}",
            })
    void whatCannotBeReadIsNoResult(String line) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> parse("\n" + line));

        assertThat(refusal.code()).isEqualTo("malformed-result");
        assertThat(refusal.getMessage()).startsWith("Line 2 is no result: ");
    }

    @Test
    void aLineMayBeAMebibyteLong() {
        String text = "{\"id\":\"a\",\"kind\":\"x\",\"text\":\"%s\"}";
        int rest = text.length() - 2;

        assertThat(parse(text.formatted("x".repeat(ResultLines.MOST_LINE_BYTES - rest))))
                .hasSize(1);
        assertRefused(
                text.formatted("x".repeat(ResultLines.MOST_LINE_BYTES - rest + 1)),
                1,
                "it is longer than 1048576 bytes");
    }

    @Test
    void bytesThatAreNoUtf8AreNoResult() {
        byte[] body = "{\"id\":\"a\",\"kind\":\"x\",\"text\":\"?\"}".getBytes(StandardCharsets.US_ASCII);
        body[body.length - 3] = (byte) 0xff;

        assertThat(catchThrowableOfType(ProblemException.class, () -> ResultLines.parse(body, NOW)))
                .hasMessageStartingWith("Line 1 is no result: it is not UTF-8");
    }

    private static void assertRefused(String body, int line, String reason) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> parse(body));

        assertThat(refusal.getStatusCode().value()).isEqualTo(400);
        assertThat(refusal.code()).isEqualTo("malformed-result");
        assertThat(refusal.getMessage())
                .isEqualTo("Line " + line + " is no result: " + reason + ". Nothing of this request was kept.");
        assertThat(refusal.getBody().getProperties()).containsAllEntriesOf(Map.of("line", line));
    }
}
