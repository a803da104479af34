package io.millrace.analytics.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTokenTests {
    @Test
    void prefersTheFileToTheEnvironment(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "from-file\n");

        assertThat(new StreamToken(file.toString(), Map.of("MILLRACE_TOKEN", "from-environment")::get).read())
                .isEqualTo("from-file");
        assertThat(new StreamToken(null, Map.of("MILLRACE_TOKEN", " from-environment ")::get).read())
                .isEqualTo("from-environment");
    }

    @Test
    void isNoneWhereTheEnvironmentHasNone() {
        assertThat(new StreamToken(null, Map.of("MILLRACE_TOKEN", " ")::get).read())
                .isNull();
        assertThat(new StreamToken(null, Map.<String, String>of()::get).read()).isNull();
    }

    @Test
    void namesTheFileThatCannotBeRead(@TempDir Path folder) {
        String missing = folder.resolve("missing").toString();

        assertThatThrownBy(() -> new StreamToken(missing, name -> null).read())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("--token-file: cannot read '" + missing + "' on this machine");
    }
}
