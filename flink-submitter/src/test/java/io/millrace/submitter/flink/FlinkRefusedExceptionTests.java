package io.millrace.submitter.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkRefusedExceptionTests {

    private static final String MAIN = "Could not execute application.\nCaused by:"
            + " org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                MAIN + "unknown argument\nCaused by: java.lang.IllegalArgumentException: unknown argument",
                "org.apache.flink.client.program.ProgramInvocationException: The program's entry point class 'a.B' was"
                        + " not found in the jar file.",
                "org.apache.flink.runtime.rest.handler.RestHandlerException: No jobs included in application.",
            })
    void findsTheProgramAtFault(String answer) {
        assertThat(refused(400, answer).programAtFault()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could not execute application.\nCaused by: java.util.concurrent.TimeoutException: Invocation timed out",
                "org.apache.flink.runtime.rpc.exceptions.FencingTokenException: Fencing token mismatch",
                "java.util.concurrent.RejectedExecutionException: the dispatcher is shutting down",
                MAIN + "Failed to execute job 'x'.\nCaused by: java.util.concurrent.TimeoutException",
            })
    void takesATroubleOfTheClusterAsNoFaultOfTheProgram(String answer) {
        assertThat(refused(400, answer).programAtFault()).isFalse();
        assertThat(refused(500, MAIN).programAtFault()).isFalse();
    }

    private static FlinkRefusedException refused(int status, String answer) {
        return new FlinkRefusedException("POST /jars/:jarid/run", status, answer);
    }
}
