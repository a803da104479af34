/** What the parts of the job are told to do; it travels within the job. */
@NullMarked
package io.millrace.analytics.settings;

import org.jspecify.annotations.NullMarked;
