/** What the feed hands on, and the contract of those who take it. */
@NullMarked
package io.millrace.consumer.event;

import org.jspecify.annotations.NullMarked;
