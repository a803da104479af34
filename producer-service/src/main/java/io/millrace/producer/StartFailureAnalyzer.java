package io.millrace.producer;

import io.millrace.producer.journal.JournalException;
import io.millrace.producer.replay.ReplayException;
import io.millrace.producer.server.StreamBindException;
import io.millrace.producer.server.StreamTlsException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows what keeps the producer from starting in one line, without a stack trace. */
final class StartFailureAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JournalException
                    || cause instanceof ReplayException
                    || cause instanceof StreamBindException
                    || cause instanceof StreamTlsException) {
                return new FailureAnalysis(cause.getMessage(), null, cause);
            }
        }
        return null;
    }
}
