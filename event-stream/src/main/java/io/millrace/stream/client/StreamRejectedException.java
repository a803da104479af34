package io.millrace.stream.client;

/** The server turned the reader away for a reason that asking again will not change. */
public final class StreamRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public StreamRejectedException(Endpoint endpoint, String code, String detail) {
        super(endpoint + " refused the subscription: " + code + ": " + detail);
        this.code = code;
    }

    /** The stable code of the wire protocol, e.g. {@code unknown-stream}. */
    public String code() {
        return code;
    }
}
