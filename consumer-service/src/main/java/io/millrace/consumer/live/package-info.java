/** Events as they arrive, as server-sent events. */
@NullMarked
package io.millrace.consumer.live;

import org.jspecify.annotations.NullMarked;
