/** Who may ask a service for what: token, Host and Origin checks, refusal to start when published without a token. */
@NullMarked
package io.millrace.service.access;

import org.jspecify.annotations.NullMarked;
