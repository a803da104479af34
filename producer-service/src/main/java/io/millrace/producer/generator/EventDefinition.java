package io.millrace.producer.generator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of event in {@code catalog/events}.
 *
 * @param channel the log it is written to
 * @param provider who writes it
 * @param guid of the provider, in upper case without braces, where it has one
 * @param id the event id
 * @param version of the event's definition, 0 where it says nothing
 * @param level by name
 * @param task number of the task category
 * @param opcode by name, where the event has one
 * @param keywords {@code 0x} and 16 hexadecimal digits
 * @param user pattern of the account, where the event has one
 * @param message patterns of the lines of the rendered text
 * @param data patterns of the EventData fields, in the order of the provider's manifest
 * @param share of the frequency measured for its id, percent, where it is one of several variants
 */
record EventDefinition(
        String channel,
        String provider,
        @Nullable String guid,
        int id,
        @Nullable Integer version,
        String level,
        String task,
        @Nullable String opcode,
        String keywords,
        @Nullable String user,
        List<String> message,
        Map<String, String> data,
        @Nullable Integer share) {
    private static final int LOGGING_PROCESSES = 1_000;

    /** Compiles the whole line, its line feed included; see {@link LineFormat#compile}. */
    Template compile(LineFormat format, Template.Builder line, boolean labelled) {
        return format.compile(this, line, labelled);
    }

    /** Pattern of the rendered text. */
    String text() {
        return String.join("\r\n", message);
    }

    int versionNumber() {
        return version == null ? 0 : version;
    }

    /** Id of the process that logs, the same for all events of a provider; it means nothing but has a place in each format. */
    int loggingProcess() {
        return 4 * (100 + Math.floorMod(provider.hashCode(), LOGGING_PROCESSES));
    }

    /** Id of the thread that logs. */
    int loggingThread() {
        return loggingProcess() + 4 * (1 + Math.floorMod(channel.hashCode(), LOGGING_PROCESSES));
    }
}
