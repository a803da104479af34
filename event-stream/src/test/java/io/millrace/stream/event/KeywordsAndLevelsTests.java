package io.millrace.stream.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordsAndLevelsTests {

    @ParameterizedTest
    @CsvSource({
        "0x8020000000000000, 0x8020000000000000, SUCCESS",
        "0X80, 0x0000000000000080, NONE",
        "-9214364837600034816, 0x8020000000000000, SUCCESS",
        "9232379236109516800, 0x8020000000000000, SUCCESS",
        "-9218868437227405312, 0x8010000000000000, FAILURE",
        "99999999999999999999, 99999999999999999999, NONE",
        "0xyz, 0xyz, NONE",
        "Audit Success, Audit Success, SUCCESS",
        "'Classic, Audit Failure', 'Classic, Audit Failure', FAILURE"
    })
    void keywordsBecomeAMaskWhereTheyAreOneAndTellTheOutcome(String written, String normalized, Keywords.Audit audit) {
        assertThat(Keywords.normalized(written)).isEqualTo(normalized);
        assertThat(Keywords.audit(normalized)).isEqualTo(audit);
    }

    @ParameterizedTest
    @CsvSource({
        "0, Information",
        "1, Critical",
        "2, Error",
        "3, Warning",
        "4, Information",
        "5, Verbose",
        "8, Level 8",
        "-1, -1",
        "12345678901, 12345678901",
        "information, Information",
        "DEBUG, Verbose",
        "CRITICAL, Critical",
        "Notice, Notice"
    })
    void levelsGetTheirNames(String written, String level) {
        assertThat(Levels.named(written)).isEqualTo(level);
    }
}
