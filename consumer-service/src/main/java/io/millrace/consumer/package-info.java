/** The consumer: reads the stream, prints it and serves it. */
@NullMarked
package io.millrace.consumer;

import org.jspecify.annotations.NullMarked;
