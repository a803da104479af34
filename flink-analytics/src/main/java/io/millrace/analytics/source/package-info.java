/** A FLIP-27 source of Windows events, which owns its position in the stream. */
@NullMarked
package io.millrace.analytics.source;

import org.jspecify.annotations.NullMarked;
