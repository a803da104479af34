@NullMarked
package io.millrace.service.problem;

import org.jspecify.annotations.NullMarked;
