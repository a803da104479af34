package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuickstartTests {

    @Test
    void tellsAReasonNotToStartAsItIs() {
        assertThat(Quickstart.lineOf(new StartFailure("port 1 is taken"))).isEqualTo("port 1 is taken");
    }

    @Test
    void tellsAnythingElseInOneLineWithItsClass() {
        assertThat(Quickstart.lineOf(new NoClassDefFoundError("a/B")))
                .isEqualTo("ended by an unexpected failure: java.lang.NoClassDefFoundError: a/B; the log has the rest");
        assertThat(Quickstart.lineOf(new IllegalStateException("first\nsecond")))
                .isEqualTo("ended by an unexpected failure: java.lang.IllegalStateException: first;"
                        + " the log has the rest");
    }
}
