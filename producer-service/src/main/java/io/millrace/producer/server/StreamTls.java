package io.millrace.producer.server;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

/** TLS by an SSL bundle. A bundle that is reloaded counts for the connections from then on. */
final class StreamTls {
    private volatile SslContext context;

    private StreamTls(SslContext context) {
        this.context = context;
    }

    /**
     * TLS by the bundle of that name.
     *
     * @throws org.springframework.boot.ssl.NoSuchSslBundleException if there is none
     * @throws StreamTlsException if it cannot be used
     */
    static StreamTls of(SslBundles bundles, String name) {
        StreamTls tls = new StreamTls(contextOf(bundles.getBundle(name), name));
        bundles.addBundleUpdateHandler(name, renewed -> tls.context = contextOf(renewed, name));
        return tls;
    }

    private static SslContext contextOf(SslBundle bundle, String name) {
        if (bundle.getStores().getKeyStore() == null) {
            throw new IllegalStateException(
                    "the SSL bundle '" + name + "' of millrace.stream.ssl-bundle has no key; set"
                            + " spring.ssl.bundle.pem." + name + ".keystore.certificate and .private-key");
        }
        SslOptions options = bundle.getOptions();
        try {
            return SslContextBuilder.forServer(bundle.getManagers().getKeyManagerFactory())
                    .sslProvider(SslProvider.JDK)
                    .protocols(options.getEnabledProtocols())
                    .ciphers(listOf(options.getCiphers()))
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new StreamTlsException(name, "cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable List<String> listOf(String @Nullable [] values) {
        return values == null ? null : Arrays.asList(values);
    }

    SslHandler newHandler(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }
}
