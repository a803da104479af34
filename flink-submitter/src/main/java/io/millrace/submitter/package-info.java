/** Job lifecycle over the REST API of Flink. */
@NullMarked
package io.millrace.submitter;

import org.jspecify.annotations.NullMarked;
