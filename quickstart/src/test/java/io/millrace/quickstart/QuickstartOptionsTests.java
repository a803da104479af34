package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartOptionsTests {

    @Test
    void nothingAskedForMeansTheSyntheticStreamWithItsJob() {
        assertThat(QuickstartOptions.parse())
                .isEqualTo(new QuickstartOptions(OptionalLong.empty(), null, false, true, false));
    }

    @Test
    void readsEveryOption(@TempDir Path recordings) {
        assertThat(QuickstartOptions.parse(
                        "--rate", "5000", "--replay", recordings.toString(), "--fresh", "--no-job", "--help"))
                .isEqualTo(new QuickstartOptions(OptionalLong.of(5000), recordings, true, false, true));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 10_000_000})
    void acceptsTheWholeRangeOfRates(long rate) {
        assertThat(QuickstartOptions.parse("--rate", Long.toString(rate)).rate())
                .hasValue(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10000001", "99999999999999999999", "1.5", "fast", ""})
    void refusesOtherRates(String rate) {
        assertRefused(
                "--rate is a whole number of events per second from 0 to 10000000, not '" + rate + "'", "--rate", rate);
    }

    @ParameterizedTest
    @CsvSource({"--rules", "--ratio", "rate", "''"})
    void refusesWhatItDoesNotKnow(String option) {
        assertRefused("unknown option '" + option + "'; --help lists what there is", option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rate", "--replay"})
    void refusesAnOptionWithoutItsValue(String option) {
        assertRefused(option + " needs a value; --help shows which", option);
    }

    @Test
    void refusesARecordingThatIsNotThere(@TempDir Path folder) {
        Path missing = folder.resolve("missing.ndjson");
        assertRefused("--replay: " + missing + " does not exist or cannot be read", "--replay", missing.toString());
    }

    @Test
    void usageNamesEveryOption() {
        assertThat(QuickstartOptions.USAGE).contains("--rate", "--replay", "--fresh", "--no-job", "--help");
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> QuickstartOptions.parse(arguments))
                .withMessage(message);
    }
}
