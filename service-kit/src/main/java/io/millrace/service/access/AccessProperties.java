package io.millrace.service.access;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may reach a service ({@code millrace.*}).
 *
 * @param token {@code millrace.token} (MILLRACE_TOKEN): the bearer token; empty means that none is needed
 * @param http {@code millrace.http.*}
 * @param publishedOn {@code millrace.published-on} (MILLRACE_PUBLISHED_ON): where the ports are really published when
 *     the service itself is bound wider, as in a container: an address, or {@code none}; empty means where it is bound
 */
@Validated
@ConfigurationProperties("millrace")
public record AccessProperties(
        @DefaultValue("") String token,
        @DefaultValue @Valid Http http,
        @DefaultValue("") String publishedOn) {

    /**
     * Under which names a service may be asked.
     *
     * @param allowedHosts {@code millrace.http.allowed-hosts} (MILLRACE_HTTP_ALLOWED_HOSTS): the names, without a port,
     *     which {@code Host} and {@code Origin} may carry
     */
    public record Http(
            @DefaultValue({"localhost", "127.0.0.1", "[::1]"}) @NotEmpty
            List<@NotBlank String> allowedHosts) {
        public Http {
            allowedHosts = List.copyOf(allowedHosts);
        }
    }

    public AccessProperties {
        token = token.strip();
        publishedOn = publishedOn.strip();
    }

    /** Whether callers have to show the token. */
    public boolean tokenNeeded() {
        return !token.isEmpty();
    }

    /** Never shows the token, so that the record can be logged. */
    @Override
    public String toString() {
        return "AccessProperties[token=%s, http=%s, publishedOn=%s]"
                .formatted(tokenNeeded() ? "***" : "", http, publishedOn);
    }
}
