package io.millrace.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class LineBufferTests {
    private static final DateTimeFormatter WINDOWS_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final LineBuffer buffer = new LineBuffer(0);

    @Test
    void escapesEveryCharacterAsJacksonDoes() {
        JsonMapper mapper = JsonMapper.shared();
        List<String> differing = new ArrayList<>();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint == Character.MIN_SURROGATE) {
                codePoint = Character.MAX_SURROGATE + 1;
            }
            String text = Character.toString(codePoint);
            buffer.reset();
            buffer.appendByte('"');
            buffer.appendString(text);
            buffer.appendByte('"');
            if (!text().equals(mapper.writeValueAsString(text))) {
                differing.add("U+%04X".formatted(codePoint));
            }
        }
        assertThat(differing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D"})
    void replacesSurrogatesWithoutPartner(String text) {
        buffer.appendString(text);

        assertThat(text()).isEqualTo(text.replaceAll("[\uD800-\uDFFF]", "\uFFFD"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, -1, -10, 1234567890123456789L, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesNumbersInDecimal(long value) {
        buffer.appendLong(value);

        assertThat(text()).isEqualTo(Long.toString(value));
    }

    @Test
    void writesTheLowestHexadecimalDigitsWithZerosInFront() {
        buffer.appendHex(0xABCDEFL, 4);
        buffer.appendByte(' ');
        buffer.appendUpperHex(0xABL, 8);
        buffer.appendByte(' ');
        buffer.appendHex(-1, 16);

        assertThat(text()).isEqualTo("cdef 000000AB ffffffffffffffff");
    }

    @Test
    void writesTimestampsWithSevenDigitsOfASecondAndCutsTheRest() {
        buffer.appendTimestamp(1_769_847_330_123_456_789L);

        assertThat(text()).isEqualTo("2026-01-31T08:15:30.1234567Z");
    }

    @Test
    void writesAnyTimestampAsTheJavaLibraryDoes() {
        SplittableRandom random = new SplittableRandom(7);
        for (int count = 0; count < 100_000; count++) {
            long nanoseconds = count == 0 ? Long.MIN_VALUE : count == 1 ? Long.MAX_VALUE : random.nextLong();
            Instant instant = Instant.ofEpochSecond(
                    Math.floorDiv(nanoseconds, 1_000_000_000L), Math.floorMod(nanoseconds, 1_000_000_000L));
            buffer.reset();
            buffer.appendTimestamp(nanoseconds);
            assertThat(text()).isEqualTo(WINDOWS_TIME.format(instant));
        }
    }

    @Test
    void growsAsNeededAndStartsAnewAfterAReset() {
        byte[] piece = "0123456789".getBytes(StandardCharsets.US_ASCII);
        for (int count = 0; count < 1_000; count++) {
            buffer.appendAscii(piece);
        }
        assertThat(text()).isEqualTo("0123456789".repeat(1_000));

        buffer.reset();
        buffer.append(piece, 2, 3);

        assertThat(text()).isEqualTo("234");
    }

    private String text() {
        return new String(buffer.array(), 0, buffer.length(), StandardCharsets.UTF_8);
    }
}
