package io.millrace.analytics.sink;

/**
 * What became of a batch.
 *
 * @param outcome what it means for the batch
 * @param reason what the service or the connection said; empty where all is well
 */
record Answer(Outcome outcome, String reason) {
    /** What an answer means for a batch. */
    enum Outcome {
        /** The service has it. */
        ACKNOWLEDGED,
        /** The service will never take it as it is. */
        REFUSED,
        /** The service may have it, or may take it later. */
        UNANSWERED
    }

    static final Answer ACKNOWLEDGED = new Answer(Outcome.ACKNOWLEDGED, "");

    /**
     * Reads a status. Only what speaks of the content is a refusal: a wrong path, a missing token or a service that is not up
     * yet can be mended while the results wait.
     */
    static Answer of(int status, String excerpt) {
        if (status >= 200 && status < 300) {
            return ACKNOWLEDGED;
        }
        boolean content = status == 400 || status == 413 || status == 422;
        // It goes to a log, whose lines nobody else may write.
        String reason = excerpt.replaceAll("\\p{Cntrl}", " ").strip();
        return new Answer(
                content ? Outcome.REFUSED : Outcome.UNANSWERED,
                reason.isEmpty() ? "status " + status : "status " + status + ": " + reason);
    }

    /** No answer came. */
    static Answer failed(Throwable failure) {
        return new Answer(Outcome.UNANSWERED, failure.toString());
    }
}
