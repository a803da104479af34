package io.millrace.submitter.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem (RFC 9457) as the interface describes it; what does not apply is absent.
 *
 * @param type absent means {@code about:blank}
 * @param code what a program decides on
 * @param retryable whether the same request may succeed later
 * @param flinkStatus what Flink answered
 * @param rootCause the innermost cause in Flink's words
 * @param job id of the job that is in the way
 * @param generation the job's present one
 * @param field the member of the body, or the parameter, that is wrong
 * @param errors all of them
 */
record Problem(
        @Nullable URI type,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String title,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) int status,
        @Nullable String detail,
        @Nullable URI instance,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String code,
        @Nullable Boolean retryable,
        @Nullable Integer flinkStatus,
        @Nullable String rootCause,
        @Nullable String job,
        @Nullable Long generation,
        @Nullable String field,
        @Nullable List<Violation> errors) {

    /** A value that was refused, and why. */
    record Violation(String field, String message) {}
}
