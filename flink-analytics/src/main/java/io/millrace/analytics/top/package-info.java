/** The most frequent keys of a window. */
@NullMarked
package io.millrace.analytics.top;

import org.jspecify.annotations.NullMarked;
