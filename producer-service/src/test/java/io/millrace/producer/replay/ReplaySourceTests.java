package io.millrace.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplaySourceTests {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void sendsTheLinesOfAFileAsTheyAre() throws IOException {
        EventSource source = ReplaySource.open(write("a.log", "{\"a\": 1}\n  {\"ü\":\"\\u00fc\"} \nno json\n"));

        assertThat(lines(source)).containsExactly("{\"a\": 1}\n", "  {\"ü\":\"\\u00fc\"} \n", "no json\n");
        assertThat(source.size()).isEqualTo(3);
    }

    @Test
    void dropsTheCarriageReturnAtALinesEndOnly() throws IOException {
        EventSource source = ReplaySource.open(write("a.ndjson", "{\"a\":\r1}\r\n{\"b\":2}\r\r\n{\"c\":3}\r"));

        assertThat(lines(source)).containsExactly("{\"a\":\r1}\n", "{\"b\":2}\r\n", "{\"c\":3}\n");
    }

    @Test
    void skipsAndCountsBlankLinesAndLinesOverOneMebibyte() throws IOException {
        String longest = "x".repeat(MEBIBYTE);
        Path file = write("a.ndjson", "\n1\n \t\r\n" + longest + "y\n2\n" + longest + "\r\n\r\n3");

        EventSource source = ReplaySource.open(file);

        assertThat(lines(source)).containsExactly("1\n", "2\n", longest + "\n", "3\n");
        assertThat(source.description())
                .isEqualTo("replay of " + file + " (4 lines, 3 blank and 1 oversized lines skipped)");
    }

    @Test
    void putsASpaceInFrontOfALineThatLooksLikeAControlLine() throws IOException {
        EventSource source = ReplaySource.open(
                write("a.ndjson", "{\"millrace\":\"error\"}\n{ \"millrace\":1}\n{\"millrace\" :1}\n{\"millrace"));

        assertThat(lines(source))
                .containsExactly(
                        " {\"millrace\":\"error\"}\n", "{ \"millrace\":1}\n", "{\"millrace\" :1}\n", "{\"millrace\n");
    }

    @Test
    void takesAFoldersRecordingsSortedByPathAndNothingElse() throws IOException {
        write("b.ndjson", "b");
        write("a/z.jsonl", "a/z\n");
        write("a/c/1.ndjson", "a/c/1\n");
        write("empty.ndjson", "");
        write("a/readme.md", "no\n");
        write("notes.json", "no\n");
        write("z.ndjson", "z1\nz2");

        EventSource source = ReplaySource.open(folder);

        assertThat(lines(source)).containsExactly("a/c/1\n", "a/z\n", "b\n", "z1\n", "z2\n");
        assertThat(source.description()).isEqualTo("replay of " + folder + " (5 lines)");
    }

    @Test
    void beginsAnewWithoutAnEndWhenItLoops() throws IOException {
        EventSource source = ReplaySource.open(write("a.ndjson", "0\n1\n2\n"), true);

        assertThat(source.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(line(source, 2)).isEqualTo("2\n");
        assertThat(line(source, 3)).isEqualTo("0\n");
        assertThat(line(source, 3_000_000_001L)).isEqualTo("1\n");
    }

    @Test
    void refusesSequencesBeyondTheLastLine() throws IOException {
        Path file = write("a.ndjson", "0\n");
        EventSource source = ReplaySource.open(file);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> line(source, 1))
                .withMessage("The replay of " + file + " has no event 1");
    }

    @Test
    void findsAnyOfManyLinesFromManyThreads() throws Exception {
        StringBuilder content = new StringBuilder();
        for (int line = 0; line < 200_000; line++) {
            content.append(line).append(line % 7 == 0 ? "\n\n" : "\r\n");
        }
        EventSource source = ReplaySource.open(write("a.ndjson", content.toString()));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> readers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                int first = reader;
                readers.add(threads.submit(() -> findsItsLines(source, first)));
            }
            for (Future<Boolean> reader : readers) {
                assertThat(reader.get(1, TimeUnit.MINUTES)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void hasAFingerprintOfNamesAndContentsNotOfTheFoldersPlace() throws IOException {
        write("one/a.ndjson", "0\n");
        write("two/a.ndjson", "0\n");
        write("renamed/b.ndjson", "0\n");
        write("changed/a.ndjson", "1\n");

        String fingerprint = ReplaySource.open(folder.resolve("one")).fingerprint();

        assertThat(fingerprint).matches("replay-1-[0-9a-f]{64}");
        assertThat(ReplaySource.open(folder.resolve("two")).fingerprint()).isEqualTo(fingerprint);
        assertThat(ReplaySource.open(folder.resolve("two"), true).fingerprint())
                .as("a looping replay goes on where this one ends")
                .isNotEqualTo(fingerprint);
        assertThat(ReplaySource.open(folder.resolve("renamed")).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(ReplaySource.open(folder.resolve("changed")).fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void saysWhichPathIsMissingOrHoldsNothing() throws IOException {
        Path missing = folder.resolve("missing");
        Path blank = write("blank.ndjson", "\n\n");
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertRefused(missing, "The replay path " + missing + " does not exist; give a file or folder of NDJSON");
        assertRefused(
                blank, "The replay path " + blank + " holds no line to send, 2 blank and 0 oversized lines skipped");
        assertRefused(empty, "The replay folder " + empty + " holds no *.ndjson or *.jsonl file");
    }

    @Test
    void sendsEveryRecordedLineOfTheSharedData() throws IOException {
        Path recordings = Path.of("..", "..", "shared", "data", "windows-events");
        assumeTrue(
                Files.isDirectory(recordings), "the recorded events are not in ../shared/data beside the repository");
        JsonNode counts = JsonMapper.shared().readTree(Files.readAllBytes(recordings.resolve("counts.json")));
        long expected = 0;
        for (JsonNode file : counts.get("files").values()) {
            expected += file.path("lines").asLong();
        }

        EventSource source = ReplaySource.open(recordings);

        assertThat(source.size()).isEqualTo(expected);
        for (long sequence = 0; sequence < source.size(); sequence++) {
            assertThat(JsonMapper.shared().readTree(line(source, sequence)).isObject())
                    .isTrue();
        }
    }

    private static boolean findsItsLines(EventSource source, int first) {
        for (int line = first; line < 200_000; line += 4) {
            if (!line(source, line).equals(line + "\n")) {
                return false;
            }
        }
        return true;
    }

    private static void assertRefused(Path path, String message) {
        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(() -> ReplaySource.open(path))
                .withMessage(message);
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(EventSource source) {
        List<String> lines = new ArrayList<>();
        for (long sequence = 0; sequence < source.size(); sequence++) {
            lines.add(line(source, sequence));
        }
        return lines;
    }

    private static String line(EventSource source, long sequence) {
        LineBuffer out = new LineBuffer(16);
        source.encode(sequence, sequence, index -> 0, out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }
}
