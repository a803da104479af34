/** A typed client of Flink's REST API. */
@NullMarked
package io.millrace.submitter.flink;

import org.jspecify.annotations.NullMarked;
