@NullMarked
package io.millrace.submitter.testjob;

import org.jspecify.annotations.NullMarked;
