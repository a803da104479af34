/** The producer: streams events over TCP and is controlled over REST. */
@NullMarked
package io.millrace.producer;

import org.jspecify.annotations.NullMarked;
