/** All of Millrace in one JVM, with an embedded Flink session cluster: what {@code quickstart.sh} runs. */
@NullMarked
package io.millrace.quickstart;

import org.jspecify.annotations.NullMarked;
