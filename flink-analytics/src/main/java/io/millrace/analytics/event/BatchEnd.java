package io.millrace.analytics.event;

/** The end of what one look at the socket brought: a good moment for a watermark. */
public enum BatchEnd implements StreamElement {
    /** The only one. */
    INSTANCE
}
