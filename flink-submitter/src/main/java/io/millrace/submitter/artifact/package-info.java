/** Job jars, kept by their content. */
@NullMarked
package io.millrace.submitter.artifact;

import org.jspecify.annotations.NullMarked;
