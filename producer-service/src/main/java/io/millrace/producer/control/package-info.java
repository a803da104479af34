/** The REST control of the stream. */
@NullMarked
package io.millrace.producer.control;

import org.jspecify.annotations.NullMarked;
