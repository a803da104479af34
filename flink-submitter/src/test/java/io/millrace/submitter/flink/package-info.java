@NullMarked
package io.millrace.submitter.flink;

import org.jspecify.annotations.NullMarked;
