package io.millrace.stream.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** TLS to the server: its certificate has to come from a CA that is trusted here, and to name the host connected to. */
public final class ClientTls {
    private final SSLContext context;

    /** TLS with the trust, and the client's own key if there is one, of a context. */
    public ClientTls(SSLContext context) {
        this.context = context;
    }

    /** TLS that trusts the CAs which the JVM trusts. */
    public static ClientTls system() {
        try {
            return new ClientTls(SSLContext.getDefault());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM has no usable TLS of its own: " + e.getMessage(), e);
        }
    }

    /**
     * TLS that trusts the certificates of a PEM file, and no others.
     *
     * @throws IOException if the file cannot be read, or holds no certificate
     */
    public static ClientTls trusting(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException("'" + pem + "' holds no certificate; it has to be PEM text");
            }
            return new ClientTls(contextTrusting(certificates));
        } catch (CertificateException e) {
            throw new IOException("'" + pem + "' holds no certificates in PEM: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM cannot do TLS: " + e.getMessage(), e);
        }
    }

    private static SSLContext contextTrusting(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (Certificate certificate : certificates) {
            trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** What is trusted, for clients of other protocols. */
    public SSLContext context() {
        return context;
    }

    /**
     * Encrypts a connection; closing what it returns closes the socket.
     *
     * @throws IOException if the server does not speak TLS or is not trusted
     */
    Socket encrypt(Socket socket, Endpoint endpoint, Duration timeout) throws IOException {
        SSLSocket encrypted =
                (SSLSocket) context.getSocketFactory().createSocket(socket, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.setSoTimeout((int) timeout.toMillis());
        try {
            encrypted.startHandshake();
        } catch (SSLException e) {
            throw new IOException(
                    "no TLS with " + endpoint + ": " + e.getMessage()
                            + "; the server has to speak TLS, with a certificate from a trusted CA that names this host",
                    e);
        }
        return encrypted;
    }
}
