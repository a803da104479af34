package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTests {

    @ParameterizedTest
    @CsvSource({
        "2024-02-29T23:59:59.1234567Z, 2024-02-29T23:59:59.123456700Z",
        "2020-09-22 14:10:07, 2020-09-22T14:10:07Z",
        "2020-10-19 03:30:41.104, 2020-10-19T03:30:41.104Z",
        "2020-10-19T03:30:41.5+02:00, 2020-10-19T01:30:41.500Z",
        "2020-10-19T03:30:41-0330, 2020-10-19T07:00:41Z",
        "2020-10-19T03:30:41+02, 2020-10-19T01:30:41Z",
        "2020-10-19T03:30, 2020-10-19T03:30:00Z",
        "2020-10-19t03:30:41z, 2020-10-19T03:30:41Z",
        "1601-01-01T00:00:00Z, 1601-01-01T00:00:00Z",
        "0000-03-01T00:00:00Z, 0000-03-01T00:00:00Z"
    })
    void readsTheShapesThatOccur(String text, Instant instant) {
        assertThat(parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2020-13-01T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2020-04-31T00:00:00Z",
                "2020-01-01T24:00:01Z",
                "2020-01-01T00:60:00Z",
                "2020-01-01T00:00:60Z",
                "2020-01-01T00:00:00.Z",
                "2020-01-01T00:00:00.1234567890Z",
                "2020-01-01T00:00:00ZZ",
                "2020-01-01  00:00:00",
                "2020-01-01",
                "1595000000",
                "+999999999-12-31T23:59:59Z",
                "-0001-12-31T23:59:59Z"
            })
    void readsNothingElse(String text) {
        assertThat(parse(text)).isNull();
    }

    @Property
    void readsWhatInstantWrites(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant instant = Instant.ofEpochSecond(second, nanos);

        assertThat(parse(instant.toString())).isEqualTo(instant);
    }

    private static @Nullable Instant parse(String text) {
        char[] around = ("\"" + text + "\"").toCharArray();
        return Timestamps.parse(around, 1, text.length());
    }
}
