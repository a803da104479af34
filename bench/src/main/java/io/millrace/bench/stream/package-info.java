/** Measurements of the producer: its stream, its generator, and the references beside them. */
@NullMarked
package io.millrace.bench.stream;

import org.jspecify.annotations.NullMarked;
