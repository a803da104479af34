/** The results of the job: taken, kept on disk, served and shown live. */
@NullMarked
package io.millrace.consumer.result;

import org.jspecify.annotations.NullMarked;
