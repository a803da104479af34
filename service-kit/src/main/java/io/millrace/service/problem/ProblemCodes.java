package io.millrace.service.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** The {@code code} of problems that nobody named: the status's own name, e.g. 404 is {@code not-found}. */
final class ProblemCodes {

    static final String MEMBER = "code";

    private ProblemCodes() {}

    static String of(HttpStatusCode status) {
        HttpStatus named = HttpStatus.resolve(status.value());
        return named == null
                ? "http-" + status.value()
                : named.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Gives the problem its status's code unless it has one. */
    static void complete(ProblemDetail problem) {
        var members = problem.getProperties();
        if (members == null || !members.containsKey(MEMBER)) {
            problem.setProperty(MEMBER, of(HttpStatusCode.valueOf(problem.getStatus())));
        }
    }
}
