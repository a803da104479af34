package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.store.Lease;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/** Answers nothing about jobs while another submitter acts. */
final class StandbyInterceptor implements HandlerInterceptor {

    private final Lease lease;

    StandbyInterceptor(Lease lease) {
        this.lease = lease;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!lease.held()) {
            String reason = lease.reason();
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "standby",
                    "This submitter stands by: " + (reason == null ? "it is starting" : reason)
                            + "; ask the one that acts, or again in a moment.",
                    Map.of("retryable", true));
        }
        return true;
    }
}
