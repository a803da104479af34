/**
 * The lines of the stream, each a pure function of its sequence: {@link io.millrace.producer.generator.EventSource} and the
 * synthetic source, which invents the events of a company from the facts in {@code /catalog}.
 */
@NullMarked
package io.millrace.producer.generator;

import org.jspecify.annotations.NullMarked;
