/** Measurements, side by side with references. Nothing else depends on it. */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
