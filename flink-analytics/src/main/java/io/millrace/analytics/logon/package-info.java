/** How many logons fail, by user and by address. */
@NullMarked
package io.millrace.analytics.logon;

import org.jspecify.annotations.NullMarked;
