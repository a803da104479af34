/** Where results go. */
@NullMarked
package io.millrace.analytics.sink;

import org.jspecify.annotations.NullMarked;
