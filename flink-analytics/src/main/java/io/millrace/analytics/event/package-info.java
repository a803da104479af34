/** What comes out of a stream, line by line. */
@NullMarked
package io.millrace.analytics.event;

import org.jspecify.annotations.NullMarked;
