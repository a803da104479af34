package io.millrace.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a job's finished result files, just as they are: a result written twice is there twice. */
record ResultLines(List<JsonNode> lines) {
    private static final JsonMapper JSON = new JsonMapper();

    static ResultLines of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new ResultLines(List.of());
        }
        return new ResultLines(finished(folder).flatMap(ResultLines::read).toList());
    }

    /** Names that begin with a dot or an underscore are of files being written, which vanish under a reader's eyes. */
    private static Stream<Path> finished(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") || name.startsWith("_")) {
            return Stream.empty();
        }
        if (!Files.isDirectory(file)) {
            return Stream.of(file);
        }
        try (Stream<Path> files = Files.list(file)) {
            return files.toList().stream().flatMap(ResultLines::finished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> read(Path file) {
        try {
            return Files.readAllLines(file).stream().map(JSON::readTree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ResultLines ofKind(String kind) {
        return new ResultLines(lines.stream()
                .filter(line -> line.path("kind").asString().equals(kind))
                .toList());
    }

    /** The counts of a dimension, added up over all windows. */
    Map<String, Long> sums(String dimension) {
        return lines.stream()
                .filter(line -> line.path("dimension").asString().equals(dimension))
                .collect(Collectors.toMap(
                        line -> line.path("key").asString(),
                        line -> line.path("count").asLong(),
                        Long::sum,
                        TreeMap::new));
    }

    /** The counts of each window, dimension and key. */
    Map<String, Long> counts() {
        return lines.stream()
                .collect(Collectors.toMap(
                        line -> line.at("/window/start").asString() + " "
                                + line.path("dimension").asString() + " "
                                + line.path("key").asString(),
                        line -> line.path("count").asLong()));
    }

    long distinctIds() {
        return lines.stream().map(line -> line.path("id").asString()).distinct().count();
    }

    int size() {
        return lines.size();
    }
}
