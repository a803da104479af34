/** A Flink cluster of JVMs of its own, for the tests of whoever deals with one. */
@NullMarked
package io.millrace.submitter.testcluster;

import org.jspecify.annotations.NullMarked;
