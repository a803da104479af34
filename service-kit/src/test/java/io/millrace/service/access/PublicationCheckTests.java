package io.millrace.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationCheckTests {

    private static final BindAddress HTTP = new BindAddress("server.address", "127.0.0.1");

    @Test
    void refusesAFurtherAddressBeyondLoopbackAndNamesItsProperty() {
        BindAddress tcp = new BindAddress("millrace.server.bind", "0.0.0.0");

        assertThatThrownBy(() -> PublicationCheck.check(access("", ""), List.of(HTTP, tcp)))
                .hasMessage("millrace.server.bind=0.0.0.0 is reachable beyond this machine, and MILLRACE_TOKEN is not"
                        + " set.");
    }

    @Test
    void takesAnEmptyAddressAsEveryInterface() {
        BindAddress tcp = new BindAddress("millrace.server.bind", "");

        assertThatThrownBy(() -> PublicationCheck.check(access("", "10.0.0.1"), List.of(tcp)))
                .hasMessage("millrace.server.bind=(every interface) is reachable beyond this machine"
                        + " (MILLRACE_PUBLISHED_ON=10.0.0.1), and MILLRACE_TOKEN is not set.");
    }

    @Test
    void acceptsAnyAddressWithAToken() {
        BindAddress tcp = new BindAddress("millrace.server.bind", "0.0.0.0");

        assertThatCode(() -> PublicationCheck.check(access("t", ""), List.of(HTTP, tcp)))
                .doesNotThrowAnyException();
    }

    @Test
    void tellsTheRefusalInOneLineAndWhatToDo() {
        var refusal = new PublishedWithoutTokenException(new BindAddress("server.address", "0.0.0.0"), "");

        var analysis = new PublishedWithoutTokenFailureAnalyzer().analyze(refusal);

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo(refusal.getMessage());
        assertThat(analysis.getAction())
                .isEqualTo("Set MILLRACE_TOKEN, bind to 127.0.0.1, or, where a container's ports are published on"
                        + " loopback only or not at all, say so with MILLRACE_PUBLISHED_ON=127.0.0.1 or =none.");
    }

    private static AccessProperties access(String token, String publishedOn) {
        return new AccessProperties(token, new AccessProperties.Http(List.of("localhost")), publishedOn);
    }
}
