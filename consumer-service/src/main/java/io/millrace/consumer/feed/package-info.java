/** Reading the stream: the one funnel for all that arrives, its figures, and its surfaces. */
@NullMarked
package io.millrace.consumer.feed;

import org.jspecify.annotations.NullMarked;
