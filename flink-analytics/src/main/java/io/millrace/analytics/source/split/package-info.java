/** What one reader reads, and how far it has come. */
@NullMarked
package io.millrace.analytics.source.split;

import org.jspecify.annotations.NullMarked;
