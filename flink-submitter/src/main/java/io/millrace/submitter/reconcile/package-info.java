/** The loop: observe Flink, decide with a pure function, act one step towards what is wanted. */
@NullMarked
package io.millrace.submitter.reconcile;

import org.jspecify.annotations.NullMarked;
