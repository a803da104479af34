/** How the services read JSON. */
@NullMarked
package io.millrace.service.json;

import org.jspecify.annotations.NullMarked;
