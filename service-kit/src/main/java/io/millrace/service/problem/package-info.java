/** Errors as RFC 9457 problem details with a stable {@code code}. */
@NullMarked
package io.millrace.service.problem;

import org.jspecify.annotations.NullMarked;
