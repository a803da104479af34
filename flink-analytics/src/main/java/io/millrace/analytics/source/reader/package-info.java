/** Reads shards: one thread each, from the socket to the parsed event. */
@NullMarked
package io.millrace.analytics.source.reader;

import org.jspecify.annotations.NullMarked;
