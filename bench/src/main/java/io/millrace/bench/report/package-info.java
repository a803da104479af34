/** What a measurement prints: figures, medians of repeats, and whether a target is met. */
@NullMarked
package io.millrace.bench.report;

import org.jspecify.annotations.NullMarked;
