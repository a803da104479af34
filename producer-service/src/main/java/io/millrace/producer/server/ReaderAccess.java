package io.millrace.producer.server;

import org.jspecify.annotations.Nullable;

/**
 * What a reader has to bring.
 *
 * @param token the token, if one is set
 * @param tls how connections are encrypted, null where they are not
 */
record ReaderAccess(AccessToken token, @Nullable StreamTls tls) {}
