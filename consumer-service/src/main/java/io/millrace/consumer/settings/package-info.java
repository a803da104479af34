/** The settings of the consumer. */
@NullMarked
package io.millrace.consumer.settings;

import org.jspecify.annotations.NullMarked;
