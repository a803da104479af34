/** The settings of the submitter. */
@NullMarked
package io.millrace.submitter.settings;

import org.jspecify.annotations.NullMarked;
