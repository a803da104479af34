/** Each host's rate of events against its own recent past. */
@NullMarked
package io.millrace.analytics.baseline;

import org.jspecify.annotations.NullMarked;
