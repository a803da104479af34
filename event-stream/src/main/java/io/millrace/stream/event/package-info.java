/** The Windows event as every part of Millrace sees it, and the readers of the JSON formats it arrives in. */
@NullMarked
package io.millrace.stream.event;

import org.jspecify.annotations.NullMarked;
