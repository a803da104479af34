package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckTests {

    @Test
    void namesATakenPortItsHolderAndTheRemedyInOneLine() throws IOException {
        QuickstartPorts ports = RunningQuickstart.freePorts();
        try (ServerSocket holder = new ServerSocket(ports.flink(), 1, InetAddress.getLoopbackAddress())) {
            ProcessHandle self = ProcessHandle.current();
            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(() -> PortCheck.requireFree(ports))
                    .withMessage("port " + holder.getLocalPort() + " is taken by process " + self.pid() + " ("
                            + self.info().command().orElseThrow()
                            + "); stop that, or set MILLRACE_QUICKSTART_FLINK_PORT to another port");
        }
    }

    @Test
    void aPortHeldOnAllInterfacesIsTakenToo() throws IOException {
        try (ServerSocket holder = new ServerSocket(0)) {
            assertThat(PortCheck.isTaken(holder.getLocalPort())).isTrue();
        }
    }

    @Test
    void findsNothingWrongWithFreePorts() throws IOException {
        QuickstartPorts ports = RunningQuickstart.freePorts();
        assertThatNoException().isThrownBy(() -> PortCheck.requireFree(ports));
    }

    @Test
    void refusesTheSamePortTwice() {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> PortCheck.requireFree(new QuickstartPorts(1, 2, 3, 4, 4)))
                .withMessage("two of the ports are the same: "
                        + "QuickstartPorts[stream=1, submitter=2, flink=3, producer=4, consumer=4]");
    }
}
