/** The contract all ends of Millrace share: the event, its formats, the wire protocol and the result records. */
@NullMarked
package io.millrace.stream;

import org.jspecify.annotations.NullMarked;
