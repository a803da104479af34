@NullMarked
package io.millrace.service.access;

import org.jspecify.annotations.NullMarked;
