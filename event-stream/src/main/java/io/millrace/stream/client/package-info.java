/** Reading a stream over TCP: subscribe, resume, reconnect, and the fall-back to plain servers. */
@NullMarked
package io.millrace.stream.client;

import org.jspecify.annotations.NullMarked;
