/** What the job is told on its command line. */
@NullMarked
package io.millrace.analytics.arguments;

import org.jspecify.annotations.NullMarked;
