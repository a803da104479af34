/** Finds the streams behind the endpoints and deals their shards out to the readers. */
@NullMarked
package io.millrace.analytics.source.enumerator;

import org.jspecify.annotations.NullMarked;
