package io.millrace.submitter.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTests {

    @Test
    void isTheInnermostCauseUpToItsFirstFrame() {
        String trace = """
                java.util.concurrent.CompletionException: outer
                \tat a.B.c(B.java:1)
                Caused by: java.lang.IllegalStateException: middle
                \tat a.B.d(B.java:2)
                Caused by: java.lang.IllegalArgumentException: --rate needs a number
                see --help
                \tat a.B.e(B.java:3)
                \t... 3 more
                """;

        assertThat(RootCause.of(trace))
                .isEqualTo("java.lang.IllegalArgumentException: --rate needs a number\nsee --help");
    }

    @Test
    void isTheWholeMessageWhenThereIsNoTrace() {
        assertThat(RootCause.of("Job not found\n")).isEqualTo("Job not found");
        assertThat(RootCause.of("x".repeat(2000))).hasSize(1000);
    }
}
