@NullMarked
package io.millrace.submitter;

import org.jspecify.annotations.NullMarked;
