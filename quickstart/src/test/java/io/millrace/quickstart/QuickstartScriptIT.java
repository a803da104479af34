package io.millrace.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script around the jar: it must say in one line what is missing before it builds or starts anything. */
class QuickstartScriptIT {

    private static final Path SCRIPT = Path.of("..", "quickstart.sh");

    @TempDir
    Path javaHome;

    @Test
    void refusesAnOldJavaInOneLine() throws IOException, InterruptedException {
        Path java = fakeJava("11");
        assertRefused("quickstart: '" + java + "' is Java 11; Millrace needs 17 or newer, set JAVA_HOME to one");
    }

    @Test
    void readsTheOldWayOfNamingVersionsToo() throws IOException, InterruptedException {
        Path java = fakeJava("1.8");
        assertRefused("quickstart: '" + java + "' is Java 1.8; Millrace needs 17 or newer, set JAVA_HOME to one");
    }

    @Test
    void refusesAJavaHomeWithoutJavaInOneLine() throws IOException, InterruptedException {
        Path java = javaHome.resolve("bin/java");
        assertRefused(
                "quickstart: no Java found as '" + java + "'; install a JDK 17 or newer, or set JAVA_HOME to one");
    }

    @Test
    void refusesAJavaWhichIsNone() throws IOException, InterruptedException {
        Path java = fakeJava("none");
        assertRefused("quickstart: '" + java
                + "' does not tell its version; Millrace needs Java 17 or newer, set JAVA_HOME to one");
    }

    private Path fakeJava(String version) throws IOException {
        Path java = javaHome.resolve("bin/java");
        Files.createDirectories(java.getParent());
        Files.createFile(java, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = " + version + "' >&2\n");
        return java;
    }

    private void assertRefused(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process script = builder.start();
        try {
            assertThat(new String(script.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo(line + "\n");
            assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(script.exitValue()).isEqualTo(1);
        } finally {
            script.destroyForcibly();
        }
    }
}
