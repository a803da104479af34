package io.millrace.service.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The host names under which a service may be asked, and from whose pages; ports do not matter. */
final class AllowedHosts {

    private final Set<String> names;

    AllowedHosts(List<String> names) {
        this.names = names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes a {@code Host} header: a name or address, an IPv6 address in brackets, optionally a port */
    boolean allowsHost(@Nullable String header) {
        return header != null && allowsAuthority(header);
    }

    /** Takes an {@code Origin} header: scheme, host and optionally a port, or {@code null} as text */
    boolean allowsOrigin(String header) {
        try {
            String authority = new URI(header).getRawAuthority();
            return authority != null && allowsAuthority(authority);
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private boolean allowsAuthority(String authority) {
        return names.contains(authority.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT));
    }
}
