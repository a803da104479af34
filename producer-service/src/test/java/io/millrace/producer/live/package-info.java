@NullMarked
package io.millrace.producer.live;

import org.jspecify.annotations.NullMarked;
