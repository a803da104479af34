/** The journal: the commands that determine the stream, kept on disk before they take effect. */
@NullMarked
package io.millrace.producer.journal;

import org.jspecify.annotations.NullMarked;
