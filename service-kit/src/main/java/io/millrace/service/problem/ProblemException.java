package io.millrace.service.problem;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error a caller is told about, as a problem detail (RFC 9457).
 *
 * <p>Thrown from a controller or a service, it becomes an {@code application/problem+json} response with the given
 * status, the members {@code code} and {@code detail}, and one member for each extra. Response headers can be added
 * through {@link #getHeaders()}.
 */
public final class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, lower-case, dashed; what a program decides on, e.g. {@code job-exists}
     * @param detail for people: what was wrong, where, and what to do
     * @param extras further members, each serializable as JSON
     */
    public ProblemException(HttpStatus status, String code, String detail, Map<String, Object> extras) {
        super(status, body(status, code, detail, extras), null);
        this.code = code;
    }

    /** As the other constructor, without further members. */
    public ProblemException(HttpStatus status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    /** The stable code, as in the response. */
    public String code() {
        return code;
    }

    /** The detail alone, so that a log line or a command line can show it. */
    @Override
    public String getMessage() {
        String detail = getBody().getDetail();
        return detail == null ? code : detail;
    }

    private static ProblemDetail body(HttpStatus status, String code, String detail, Map<String, Object> extras) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        extras.forEach(body::setProperty);
        body.setProperty(ProblemCodes.MEMBER, code);
        return body;
    }
}
