@NullMarked
package io.millrace.submitter.api;

import org.jspecify.annotations.NullMarked;
