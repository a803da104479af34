package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;

class ServiceTests {

    @Test
    void givesTheOutermostReasonThatWasWrittenForTheReader() {
        Throwable store = new IllegalStateException("The job store cannot be opened.", new IOException("locked"));
        Throwable failure =
                new BeanCreationException("loop", "no jobStore", new BeanCreationException("jobStore", "no", store));
        assertThat(Service.reason(failure)).isEqualTo("The job store cannot be opened.");
    }

    @Test
    void looksBehindAMessageThatOnlyRepeatsItsCause() {
        assertThat(Service.reason(new IllegalStateException(new IOException("disk full"))))
                .isEqualTo("disk full");
    }

    @Test
    void fallsBackOnTheInnermostFailureWhereNothingSaysMore() {
        assertThat(Service.reason(new BeanCreationException("loop", "no loop", new IllegalStateException())))
                .isEqualTo("java.lang.IllegalStateException");
    }
}
