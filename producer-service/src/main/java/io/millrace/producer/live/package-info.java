/** The stream as it goes on: its clock, its published head, and the commands that bend it. */
@NullMarked
package io.millrace.producer.live;

import org.jspecify.annotations.NullMarked;
