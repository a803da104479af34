package io.millrace.producer.generator;

import org.jspecify.annotations.Nullable;

/** Millrace's own form. */
final class CanonicalLine implements LineWriter {

    @Override
    public void write(EventDefinition event, @Nullable AccountPattern user, boolean labelled, LineJson json) {
        json.string("timestamp", TIME)
                .string("level", event.level())
                .string("source", event.channel())
                .string("message", event.text())
                .number("eventId", event.id())
                .string("provider", event.provider())
                .string("computer", COMPUTER)
                .number("recordId", RECORD_ID);
        if (user != null) {
            json.string("user", user.whole());
        }
        json.string("keywords", event.keywords()).string("task", event.task()).strings("data", event.data());
        if (labelled) {
            json.string("label", LABEL);
        }
    }
}
