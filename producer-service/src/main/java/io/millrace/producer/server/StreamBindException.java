package io.millrace.producer.server;

import java.io.Serial;

/** The stream's port cannot be listened on. */
public final class StreamBindException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StreamBindException(String address, Throwable cause) {
        super(
                "cannot serve the stream on " + address + " (" + cause.getMessage()
                        + "); free that port, or set millrace.stream.port to another",
                cause);
    }
}
