package io.millrace.producer.scenario;

import java.io.Serial;

/** A scenario that cannot be played as asked for. */
public final class ScenarioException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, for programs: {@code unknown-scenario} or {@code bad-parameter} for what was asked;
     *     {@code stream-stopped}, {@code replay-has-no-scenarios} or {@code too-many-runs} for what the stream is in
     * @param message what was wrong and what to do
     */
    public ScenarioException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}
