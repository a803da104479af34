package io.millrace.producer.server;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The stream cannot be served over TLS with the SSL bundle that was named. */
public final class StreamTlsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StreamTlsException(String bundle, String problem, @Nullable Throwable cause) {
        super("the SSL bundle '" + bundle + "' of millrace.stream.ssl-bundle " + problem, cause);
    }
}
