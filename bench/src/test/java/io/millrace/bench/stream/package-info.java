@NullMarked
package io.millrace.bench.stream;

import org.jspecify.annotations.NullMarked;
