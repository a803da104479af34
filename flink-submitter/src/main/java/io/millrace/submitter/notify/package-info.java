/** Tells a webhook what became of jobs. */
@NullMarked
package io.millrace.submitter.notify;

import org.jspecify.annotations.NullMarked;
