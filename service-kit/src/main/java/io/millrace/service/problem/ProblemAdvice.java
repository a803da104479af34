package io.millrace.service.problem;

import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every exception of a request, Spring's own included, into a problem detail with a {@code code}. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    /** A value a validation constraint refused. */
    record Violation(String field, String message) {}

    /** What nobody foresaw: logged with its cause, told without it. */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> handleUnforeseen(Exception failure, WebRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return null;
        }
        logger.error("Unforeseen failure of " + request.getDescription(false), failure);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "An internal error; the log of the service tells its cause.");
        return handleExceptionInternal(failure, problem, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    /** A form that is none; Spring leaves this one to others. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleBadForm(MultipartException failure, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "The request cannot be read as multipart/form-data; look at its boundary.");
        problem.setProperty(ProblemCodes.MEMBER, "malformed-form");
        return handleExceptionInternal(failure, problem, new HttpHeaders(), HttpStatus.BAD_REQUEST, request);
    }

    /** Of a query or a form, e.g. with a percent sign that begins no code. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleBadParameters(InvalidParameterException failure, WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "The parameters of the request cannot be read: " + failure.getMessage());
        problem.setProperty(ProblemCodes.MEMBER, "malformed-parameters");
        return handleExceptionInternal(failure, problem, new HttpHeaders(), HttpStatus.BAD_REQUEST, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = body instanceof ProblemDetail given ? given : ProblemDetail.forStatus(status);
        ProblemCodes.complete(problem);
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = UnreadableBody.explain(failure);
        return handleExceptionInternal(failure, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Violation> violations = failure.getBindingResult().getFieldErrors().stream()
                .map(error -> new Violation(error.getField(), message(error.getDefaultMessage())))
                .toList();
        return handleExceptionInternal(failure, invalid(violations), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Violation> violations = failure.getParameterValidationResults().stream()
                .flatMap(result -> violations(result).stream())
                .toList();
        return handleExceptionInternal(failure, invalid(violations), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = failure instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(failure.getPropertyName());
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status, "'" + failure.getValue() + "' is not a possible value of '" + name + "'.");
        problem.setProperty(ProblemCodes.MEMBER, "bad-value");
        problem.setProperty("field", name);
        return handleExceptionInternal(failure, problem, headers, status, request);
    }

    private static List<Violation> violations(ParameterValidationResult result) {
        if (result instanceof ParameterErrors errors) {
            return errors.getFieldErrors().stream()
                    .map(error -> new Violation(error.getField(), message(error.getDefaultMessage())))
                    .toList();
        }
        String name = String.valueOf(result.getMethodParameter().getParameterName());
        return result.getResolvableErrors().stream()
                .map(error -> new Violation(name, message(error.getDefaultMessage())))
                .toList();
    }

    private static ProblemDetail invalid(List<Violation> violations) {
        String detail = violations.isEmpty()
                ? "The request is not valid."
                : "'" + violations.get(0).field() + "' " + violations.get(0).message() + ".";
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
        problem.setProperty(ProblemCodes.MEMBER, "validation-failed");
        problem.setProperty("errors", violations);
        return problem;
    }

    private static String message(@Nullable String text) {
        return text == null ? "is not valid" : text;
    }
}
