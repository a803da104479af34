package io.millrace.submitter.api;

import io.millrace.submitter.flink.FlinkRefusedException;
import io.millrace.submitter.flink.FlinkUnreachableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What Flink and the database answer, or do not, told to whoever asked: with {@code code} and {@code retryable}. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class FlinkProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(FlinkProblemAdvice.class);

    @ExceptionHandler
    ProblemDetail unreachable(FlinkUnreachableException failure) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "flink-unreachable", String.valueOf(failure.getMessage()), true);
    }

    @ExceptionHandler
    ProblemDetail refused(FlinkRefusedException failure) {
        ProblemDetail problem = problem(
                HttpStatus.BAD_GATEWAY,
                "flink-refused",
                String.valueOf(failure.getMessage()),
                !failure.programAtFault());
        problem.setProperty("flinkStatus", failure.status());
        problem.setProperty("rootCause", failure.rootCause());
        return problem;
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ProblemDetail databaseDown(Exception failure) {
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database-unavailable",
                "The database of the jobs gives no answer: " + failure.getMessage(),
                true);
    }

    /** Not the database's fault, but ours: the same would happen again. */
    @ExceptionHandler({DataIntegrityViolationException.class, InvalidDataAccessResourceUsageException.class})
    ProblemDetail misused(DataAccessException failure) {
        log.error("The database of the jobs was asked for what it cannot do", failure);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "store-failed",
                "The database of the jobs refuses this; the submitter's log says more.",
                false);
    }

    private static ProblemDetail problem(HttpStatus status, String code, String detail, boolean retryable) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        problem.setProperty("retryable", retryable);
        return problem;
    }
}
