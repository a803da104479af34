@NullMarked
package io.millrace.submitter.notify;

import org.jspecify.annotations.NullMarked;
