package io.millrace.producer.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One connected reader, as {@code GET /clients} shows it.
 *
 * @param address where it connects from
 * @param kind {@code plain} or {@code subscriber}
 * @param shard {@code index/count}, null for a plain reader
 * @param next the next sequence it will be sent
 * @param lag events that exist and were not yet sent to it
 * @param bytes bytes sent
 * @param blockedMillis how long its connection took no more bytes, milliseconds
 * @param connectedAt when it connected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReaderStatus(
        String address,
        String kind,
        @Nullable String shard,
        long next,
        long lag,
        long bytes,
        long blockedMillis,
        Instant connectedAt) {}
