@NullMarked
package io.millrace.producer.server;

import org.jspecify.annotations.NullMarked;
