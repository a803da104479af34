package io.millrace.stream.client;

import java.util.Locale;

/** Which protocol a reader speaks. */
public enum Protocol {
    /** Subscribes, and falls back to live reading where the server turns out not to know subscriptions. */
    AUTO,
    /** Subscribes; silence is an error to retry. */
    MILLRACE,
    /** Reads lines as they come, at most once. */
    PLAIN;

    /**
     * Reads {@code auto}, {@code millrace} or {@code plain}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Protocol parse(String text) {
        for (Protocol protocol : values()) {
            if (protocol.name().toLowerCase(Locale.ROOT).equals(text)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("protocol is auto, millrace or plain, not '" + text + "'");
    }
}
