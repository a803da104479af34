package io.millrace.analytics.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.stream.event.EventParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The logons in all recorded events of the shared data. */
class RecordedLogonsTests {
    private static final Path FOLDER =
            Path.of(System.getProperty("millrace.recorded-events", "../../shared/data/windows-events"));

    @Test
    void areFoundInEveryFormatWithTheirUsersAndAddresses() throws Exception {
        assumeThat(FOLDER)
                .as("the recorded events are not part of the repository; they are looked for in %s", FOLDER)
                .isDirectory();
        Map<String, Integer> failures = new TreeMap<>();
        int succeeded = 0;
        EventParser parser = new EventParser();
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                Logon logon = bytes.length == 0 ? null : Logon.of(parser.parse(bytes, 0, bytes.length));
                if (logon != null && logon.failed()) {
                    failures.merge(logon.user() + " from " + logon.address(), 1, Integer::sum);
                }
                succeeded += logon == null || logon.failed() ? 0 : 1;
            }
        }

        // Counted in the files with other tools. There is one more 4625, of the channel Application, that is no logon.
        assertThat(failures).isEqualTo(Map.of("OFFSEC\\admmig from null", 5, "admin-hacker from 10.23.123.11", 54));
        assertThat(succeeded).isEqualTo(253);
    }

    private static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ndjson")).toList();
        }
    }
}
