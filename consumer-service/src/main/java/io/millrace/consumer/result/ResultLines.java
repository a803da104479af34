package io.millrace.consumer.result;

import io.millrace.consumer.result.ReceivedResult.View;
import io.millrace.service.problem.ProblemException;
import io.millrace.stream.result.TimeSpan;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads results, one JSON object a line. Only what is needed to keep and to find them is looked at. */
final class ResultLines {
    static final int MOST_LINE_BYTES = 1 << 20;
    private static final int LONGEST_DIMENSION = 100;
    private static final Set<String> ALERT_KINDS = Set.of("alert", "baseline");
    private static final Pattern ID = Pattern.compile("[!-~]{1,100}");
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,49}");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The members that mean the same in results of every kind. */
    private record Head(
            @Nullable String id,
            @Nullable String kind,
            @Nullable TimeSpan window,
            @Nullable Instant time,
            @Nullable String dimension,
            @Nullable String key) {}

    private ResultLines() {}

    /**
     * Reads all lines; blank ones are skipped.
     *
     * @param now the time of results that tell none
     * @throws ProblemException for the first line that is no result; it names the line, counted from 1
     */
    static List<ReceivedResult> parse(byte[] body, Instant now) {
        List<ReceivedResult> results = new ArrayList<>();
        int number = 1;
        for (int start = 0; start < body.length; number++) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            try {
                add(body, start, end - start, now, results);
            } catch (IllegalArgumentException | JacksonException e) {
                throw malformed(number, e);
            }
            start = end + 1;
        }
        return results;
    }

    private static void add(byte[] body, int start, int length, Instant now, List<ReceivedResult> results) {
        if (length > MOST_LINE_BYTES) {
            throw new IllegalArgumentException("it is longer than " + MOST_LINE_BYTES + " bytes");
        }
        // A carriage return between the members of an object would end a line of server-sent events.
        String line = text(body, start, length).replace('\r', ' ').strip();
        if (!line.isEmpty()) {
            results.add(result(line, MAPPER.readValue(line, Head.class), now));
        }
    }

    /** What is judged must be what is kept: a JSON parser that is given bytes would guess at their encoding. */
    private static String text(byte[] body, int start, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
    }

    private static ReceivedResult result(String line, @Nullable Head head, Instant now) {
        if (head == null) {
            throw new IllegalArgumentException("it is no object");
        }
        String id = matching(head.id(), ID, "'id' is not 1 to 100 visible ASCII characters");
        String kind = matching(head.kind(), KIND, "'kind' is not 1 to 50 small letters, digits and dashes");
        String dimension = head.dimension();
        if (dimension != null && dimension.length() > LONGEST_DIMENSION) {
            throw new IllegalArgumentException("'dimension' is longer than " + LONGEST_DIMENSION + " characters");
        }
        TimeSpan window = head.window();
        Instant own = head.time() == null ? now : head.time();
        return new ReceivedResult(
                id, kind, viewOf(kind, window), window == null ? own : window.end(), dimension, head.key(), line);
    }

    private static String matching(@Nullable String value, Pattern pattern, String problem) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(problem);
        }
        return value;
    }

    private static View viewOf(String kind, @Nullable TimeSpan window) {
        if (ALERT_KINDS.contains(kind)) {
            return View.ALERT;
        }
        return window == null ? View.OTHER : View.WINDOW;
    }

    private static ProblemException malformed(int line, Exception cause) {
        String reason = cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage();
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "malformed-result",
                "Line " + line + " is no result: " + reason + ". Nothing of this request was kept.",
                Map.of("line", line));
    }
}
