/** The TCP server: readers, blocks encoded once for all of them, and the wire protocol's server side. */
@NullMarked
package io.millrace.producer.server;

import org.jspecify.annotations.NullMarked;
