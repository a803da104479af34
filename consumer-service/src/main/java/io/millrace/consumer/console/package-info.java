/** Printing events. */
@NullMarked
package io.millrace.consumer.console;

import org.jspecify.annotations.NullMarked;
