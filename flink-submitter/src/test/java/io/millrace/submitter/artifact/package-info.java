@NullMarked
package io.millrace.submitter.artifact;

import org.jspecify.annotations.NullMarked;
