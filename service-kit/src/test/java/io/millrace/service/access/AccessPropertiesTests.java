package io.millrace.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class AccessPropertiesTests {

    @Test
    void needsNoTokenAndAllowsLoopbackNamesByDefault() {
        AccessProperties access = bind(Map.of());

        assertThat(access)
                .isEqualTo(new AccessProperties(
                        "", new AccessProperties.Http(List.of("localhost", "127.0.0.1", "[::1]")), ""));
        assertThat(access.tokenNeeded()).isFalse();
    }

    @Test
    void readsTheEnvironment() {
        AccessProperties access = bind(Map.of(
                "MILLRACE_TOKEN", " s3cret\n",
                "MILLRACE_PUBLISHED_ON", "127.0.0.1",
                "MILLRACE_HTTP_ALLOWED_HOSTS", "localhost,submitter"));

        assertThat(access)
                .isEqualTo(new AccessProperties(
                        "s3cret", new AccessProperties.Http(List.of("localhost", "submitter")), "127.0.0.1"));
    }

    @Test
    void neverShowsTheToken() {
        assertThat(bind(Map.of("MILLRACE_TOKEN", "s3cret")))
                .hasToString("AccessProperties[token=***, http=Http[allowedHosts=[localhost, 127.0.0.1, [::1]]],"
                        + " publishedOn=]");
    }

    private static AccessProperties bind(Map<String, Object> environment) {
        var sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
        return new Binder(ConfigurationPropertySources.from(sources)).bindOrCreate("millrace", AccessProperties.class);
    }
}
