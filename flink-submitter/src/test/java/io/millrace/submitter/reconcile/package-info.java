@NullMarked
package io.millrace.submitter.reconcile;

import org.jspecify.annotations.NullMarked;
