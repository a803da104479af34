/** The result records of the job, the same in files and over HTTP. */
@NullMarked
package io.millrace.stream.result;

import org.jspecify.annotations.NullMarked;
