/** How fast the Flink job is, beside a job as one would write it first. */
@NullMarked
package io.millrace.bench.job;

import org.jspecify.annotations.NullMarked;
