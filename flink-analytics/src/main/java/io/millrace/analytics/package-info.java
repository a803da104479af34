/** The Flink job: reads the stream, counts events in windows, writes results. */
@NullMarked
package io.millrace.analytics;

import org.jspecify.annotations.NullMarked;
