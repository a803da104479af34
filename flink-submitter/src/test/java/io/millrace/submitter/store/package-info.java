@NullMarked
package io.millrace.submitter.store;

import org.jspecify.annotations.NullMarked;
