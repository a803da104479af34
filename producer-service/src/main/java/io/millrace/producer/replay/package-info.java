/** Recorded event logs as a source of the stream: line n of the files is event n. */
@NullMarked
package io.millrace.producer.replay;

import org.jspecify.annotations.NullMarked;
