/** What the three services share, switched on by the dependency alone: default settings, access checks, problem details. */
@NullMarked
package io.millrace.service;

import org.jspecify.annotations.NullMarked;
