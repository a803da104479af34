/** Counts of events in windows of event time. */
@NullMarked
package io.millrace.analytics.window;

import org.jspecify.annotations.NullMarked;
