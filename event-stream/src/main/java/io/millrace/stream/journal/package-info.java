/** The arithmetic of the stream: which event exists when, and at what stream time. */
@NullMarked
package io.millrace.stream.journal;

import org.jspecify.annotations.NullMarked;
