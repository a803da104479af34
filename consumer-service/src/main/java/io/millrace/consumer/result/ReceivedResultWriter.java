package io.millrace.consumer.result;

import io.millrace.consumer.live.ItemWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Results by their id, as they came. */
final class ReceivedResultWriter implements ItemWriter<ReceivedResult> {
    @Override
    public String id(ReceivedResult result) {
        return result.id();
    }

    @Override
    public void append(ReceivedResult result, ByteArrayOutputStream text) {
        text.writeBytes(result.json().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int bytes(ReceivedResult result) {
        return result.json().length();
    }
}
