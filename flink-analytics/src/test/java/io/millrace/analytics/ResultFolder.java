package io.millrace.analytics;

import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.LateEvent;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.ResultJson;
import io.millrace.stream.result.WindowCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The result files of a job, as another program reads them: names that start with a dot or an underscore are ignored. */
record ResultFolder(Path folder) {
    private static final List<String> NAMES = List.of("windows", "top", "ratios", "baseline", "dead-letters", "late");

    /** Returns the results of all kinds. */
    List<Result> all() {
        return NAMES.stream().flatMap(name -> read(name).stream()).toList();
    }

    /** Returns the counts by {@code <start>/<dimension>/<key>}; fails if one is there twice. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        for (Result result : read("windows")) {
            WindowCount count = (WindowCount) result;
            String key = count.window().start() + "/" + count.dimension() + "/" + count.key();
            if (counts.put(key, count.count()) != null) {
                throw new AssertionError("twice in the files: " + key);
            }
        }
        return counts;
    }

    /** Returns the reasons of the dead letters, by sequence; fails if one is there twice. */
    Map<Long, String> deadLetters() {
        Map<Long, String> reasons = new TreeMap<>();
        for (Result result : read("dead-letters")) {
            DeadLetter letter = (DeadLetter) result;
            if (reasons.put(letter.sequence(), letter.reason()) != null) {
                throw new AssertionError("twice in the files: " + letter);
            }
        }
        return reasons;
    }

    List<LateEvent> lateEvents() {
        return read("late").stream().map(LateEvent.class::cast).toList();
    }

    List<Result> read(String name) {
        Path files = folder.resolve(name);
        try (Stream<Path> paths = Files.list(files)) {
            return paths.filter(path -> !path.getFileName().toString().startsWith(".")
                            && !path.getFileName().toString().startsWith("_"))
                    .flatMap(path -> lines(path).stream())
                    .map(ResultJson::parse)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
