@NullMarked
package io.millrace.producer.control;

import org.jspecify.annotations.NullMarked;
