package io.millrace.producer.server;

import io.netty.buffer.ByteBuf;

/**
 * Some whole lines, ready to be sent.
 *
 * @param bytes retained for the receiver, who releases it
 * @param next the sequence after the last of them
 */
record Lines(ByteBuf bytes, long next) {
    /** The same lines, retained for one more receiver. */
    Lines share() {
        return new Lines(bytes.retainedDuplicate(), next);
    }
}
