package io.millrace.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The token callers have to show (RFC 6750), compared in constant time; an empty one accepts everybody. */
final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    BearerToken(String token) {
        this.expected = token.getBytes(StandardCharsets.UTF_8);
    }

    boolean accepts(@Nullable String authorization) {
        if (expected.length == 0) {
            return true;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        // The container reads header bytes as ISO 8859-1; turned back, they are the bytes that were sent.
        byte[] shown = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(shown, expected);
    }
}
