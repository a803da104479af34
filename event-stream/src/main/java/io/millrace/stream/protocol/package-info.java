/** The wire protocol: first line, control lines, shards, framing. */
@NullMarked
package io.millrace.stream.protocol;

import org.jspecify.annotations.NullMarked;
