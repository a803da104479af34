/** What is wanted and what was tried, kept on disk. */
@NullMarked
package io.millrace.submitter.store;

import org.jspecify.annotations.NullMarked;
