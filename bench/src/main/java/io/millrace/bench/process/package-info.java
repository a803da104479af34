/** JVMs of their own for what is measured, so that measuring costs it nothing. */
@NullMarked
package io.millrace.bench.process;

import org.jspecify.annotations.NullMarked;
