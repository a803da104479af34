@NullMarked
package io.millrace.producer.journal;

import org.jspecify.annotations.NullMarked;
