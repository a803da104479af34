package io.millrace.producer.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The token that readers of the stream have to show, if one is set. */
final class AccessToken {
    private final byte @Nullable [] expected;

    AccessToken(@Nullable String token) {
        this.expected = token == null || token.isEmpty() ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether anyone may read. */
    boolean isOpen() {
        return expected == null;
    }

    boolean admits(@Nullable String shown) {
        return expected == null
                || (shown != null && MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8)));
    }
}
