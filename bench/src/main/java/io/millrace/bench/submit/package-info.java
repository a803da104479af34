/** How long it takes until a job runs that was asked for. */
@NullMarked
package io.millrace.bench.submit;

import org.jspecify.annotations.NullMarked;
