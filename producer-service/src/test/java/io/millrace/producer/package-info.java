@NullMarked
package io.millrace.producer;

import org.jspecify.annotations.NullMarked;
