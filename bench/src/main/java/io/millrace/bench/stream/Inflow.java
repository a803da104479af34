package io.millrace.bench.stream;

import java.nio.ByteBuffer;

/** What becomes of the bytes that one reader receives. Called on one thread, the same for each of its calls. */
interface Inflow {
    /** Takes the bytes that have come; the buffer is used again afterwards. */
    void received(ByteBuffer bytes);
}
