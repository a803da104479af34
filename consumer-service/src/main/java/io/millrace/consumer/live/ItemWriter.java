package io.millrace.consumer.live;

import java.io.ByteArrayOutputStream;

/**
 * How items become server-sent events.
 *
 * @param <T> the items
 */
public interface ItemWriter<T> {
    /** What tells this item from others, without a line end. */
    String id(T item);

    /** Adds the data to a text in UTF-8: one line, without its end. */
    void append(T item, ByteArrayOutputStream text);

    /** About how much memory an item takes while it waits. */
    int bytes(T item);
}
