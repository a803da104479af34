package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.client.Endpoint;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The savepoints kept with the tests, one folder for each released version. Each is a single file that holds all state, so it can
 * lie anywhere. It knows where the stream's server was; that address is left blank in what is kept, as a test's server gets
 * any port.
 */
final class SavepointFiles {
    private static final String NAME = "_metadata";
    private static final String BLANK = "127.0.0.1:#####";

    private SavepointFiles() {}

    /** Returns the folders of the savepoints kept, named after the versions of the job that saved them. */
    static List<Path> released() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(SavepointFiles.class.getResource("/savepoints"));
        try (Stream<Path> versions = Files.list(Path.of(folder.toURI()))) {
            return versions.sorted().toList();
        }
    }

    /** Copies a savepoint that is to be kept, without the address of the server. */
    static void keep(Path savepoint, Endpoint server, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(savepoint)) {
            assertThat(files).as("files that the savepoint consists of").containsExactly(savepoint.resolve(NAME));
        }
        copy(savepoint, server.toString(), BLANK, folder);
        // Flink names the parts after where they first were, and does not look there.
        Path kept = folder.resolve(NAME);
        String content = Files.readString(kept, StandardCharsets.ISO_8859_1);
        String first = savepoint.toString();
        Files.writeString(kept, content.replace(first, "#".repeat(first.length())), StandardCharsets.ISO_8859_1);
    }

    /** Copies a kept savepoint to another folder, with the address of the server that goes on with the stream. */
    static void place(Path kept, Endpoint server, Path folder) throws IOException {
        copy(kept, BLANK, server.toString(), folder);
    }

    /** Opens a kept savepoint. */
    static byte[] content(Path kept) throws IOException {
        return Files.readAllBytes(kept.resolve(NAME));
    }

    private static void copy(Path from, String address, String other, Path to) throws IOException {
        assertThat(other).as("an address that fits").hasSameSizeAs(address);
        String content = new String(content(from), StandardCharsets.ISO_8859_1);
        assertThat(content).contains(address);
        Files.createDirectories(to);
        Files.write(to.resolve(NAME), content.replace(address, other).getBytes(StandardCharsets.ISO_8859_1));
    }
}
