package io.millrace.service.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the refusal as one line and what to do, without a stack trace. */
final class PublishedWithoutTokenFailureAnalyzer extends AbstractFailureAnalyzer<PublishedWithoutTokenException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PublishedWithoutTokenException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Set MILLRACE_TOKEN, bind to 127.0.0.1, or, where a container's ports are published on loopback only or"
                        + " not at all, say so with MILLRACE_PUBLISHED_ON=127.0.0.1 or =none.",
                cause);
    }
}
