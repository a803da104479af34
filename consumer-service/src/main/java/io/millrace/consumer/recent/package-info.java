/** The events received last, to be asked for. */
@NullMarked
package io.millrace.consumer.recent;

import org.jspecify.annotations.NullMarked;
