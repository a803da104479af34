package io.millrace.producer.control;

import io.millrace.producer.journal.JournalException;
import io.millrace.producer.live.LiveStream;
import io.millrace.service.problem.ProblemException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a command is told when the journal could not keep it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
class JournalAdvice {
    private final LiveStream stream;

    JournalAdvice(LiveStream stream) {
        this.stream = stream;
    }

    @ExceptionHandler
    ProblemException refused(JournalException e) {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "journal-unavailable",
                e.getMessage() + (stream.isBroken() ? "; the stream stands still" : "; the stream goes on as before"));
    }
}
