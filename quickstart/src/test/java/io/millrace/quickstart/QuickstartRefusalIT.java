package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader sees when it cannot start: one line, and exit code 1. */
class QuickstartRefusalIT {

    @TempDir
    Path data;

    @Test
    void aTakenPortIsOneLineWhichNamesItAndItsHolder() throws IOException, InterruptedException {
        QuickstartPorts ports = RunningQuickstart.freePorts();
        ProcessHandle self = ProcessHandle.current();
        try (ServerSocket holder = new ServerSocket(ports.producer(), 1, InetAddress.getLoopbackAddress());
                RunningQuickstart refused = RunningQuickstart.start(data, ports)) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .containsExactly("quickstart: port " + holder.getLocalPort() + " is taken by process " + self.pid()
                            + " (" + self.info().command().orElseThrow()
                            + "); stop that, or set MILLRACE_QUICKSTART_PRODUCER_PORT to another port");
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aDataFolderInUseIsOneLineAndLosesNothing() throws IOException, InterruptedException {
        Path used = Files.createDirectories(
                EmbeddedFlink.working(new StateFolders(data).flink()).resolve("uploads"));
        try (DataLock first = DataLock.take(data);
                RunningQuickstart refused = RunningQuickstart.start(data, RunningQuickstart.freePorts(), "--fresh")) {
            assertThat(first).isNotNull();
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .containsExactly("quickstart: another quickstart uses " + data
                            + "; stop that, or set MILLRACE_QUICKSTART_DATA to another folder");
        }
        assertThat(used).isDirectory();
    }

    @Test
    void anUnknownOptionIsOneLine() throws IOException, InterruptedException {
        try (RunningQuickstart refused =
                RunningQuickstart.start(data, RunningQuickstart.freePorts(), "--rules", "rules")) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .containsExactly("quickstart: unknown option '--rules'; --help lists what there is");
        }
    }

    @Test
    void helpStartsNothing() throws IOException, InterruptedException {
        try (RunningQuickstart help = RunningQuickstart.start(data, RunningQuickstart.freePorts(), "--help")) {
            assertThat(help.exitCode()).isZero();
            assertThat(String.join("\n", help.output()) + "\n").isEqualTo(QuickstartOptions.USAGE);
        }
        assertThat(data).isEmptyDirectory();
    }
}
