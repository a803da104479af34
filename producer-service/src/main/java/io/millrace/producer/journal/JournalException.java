package io.millrace.producer.journal;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The journal cannot be used, or an entry could not be kept; the message names the file and the remedy. */
public final class JournalException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
