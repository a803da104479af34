package io.millrace.producer.generator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of event in {@code catalog/events.json}.
 *
 * @param channel the log it is written to
 * @param provider who writes it
 * @param id the event id
 * @param level by name
 * @param task number of the task category
 * @param keywords {@code 0x} and 16 hexadecimal digits
 * @param user pattern of the account, where the event has one
 * @param message patterns of the lines of the rendered text
 * @param data patterns of the EventData fields, in the order of the provider's manifest
 * @param share of the frequency measured for its id, percent, where it is one of several variants
 */
record EventDefinition(
        String channel,
        String provider,
        int id,
        String level,
        String task,
        String keywords,
        @Nullable String user,
        List<String> message,
        Map<String, String> data,
        @Nullable Integer share) {

    /** Compiles the whole canonical line, its line feed included. */
    Template compile(Template.Builder line) {
        line.json("{\"timestamp\":\"").pattern("${time.timestamp}");
        line.json("\",\"level\":\"").pattern(level);
        line.json("\",\"source\":\"").pattern(channel);
        line.json("\",\"message\":\"").pattern(String.join("\r\n", message));
        line.json("\",\"eventId\":" + id);
        line.json(",\"provider\":\"").pattern(provider);
        line.json("\",\"computer\":\"").pattern("${here.fqdn}");
        line.json("\",\"recordId\":").pattern("${here.recordId}");
        if (user != null) {
            line.json(",\"user\":\"").pattern(user).json("\"");
        }
        line.json(",\"keywords\":\"").pattern(keywords);
        line.json("\",\"task\":\"").pattern(task);
        line.json("\",\"data\":{");
        String separator = "";
        for (Map.Entry<String, String> field : data.entrySet()) {
            line.json(separator + "\"")
                    .pattern(field.getKey())
                    .json("\":\"")
                    .pattern(field.getValue())
                    .json("\"");
            separator = ",";
        }
        return line.json("}}\n").build();
    }
}
