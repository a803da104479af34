package io.millrace.stream.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key with a certificate that it signed itself, made by the JDK's keytool.
 *
 * @param keyStore a PKCS#12 file with both
 * @param pem the certificate alone, for whoever should trust it
 */
public record TestCertificate(Path keyStore, Path pem) {
    /** Opens the key store. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    /** Makes one for a host name. */
    public static TestCertificate make(Path folder, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path keyStore = folder.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(keytool(host, keyStore))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
        Path pem = folder.resolve(host + ".pem");
        byte[] certificate = open(keyStore).getCertificate(ALIAS).getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        return new TestCertificate(keyStore, pem);
    }

    private static String[] keytool(String host, Path keyStore) {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = "-genkeypair -alias " + ALIAS + " -keyalg EC -dname CN=" + host + " -ext SAN=dns:" + host
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        return Stream.concat(
                        Stream.concat(Stream.of(tool), Stream.of(options.split(" ", -1))),
                        Stream.of(keyStore.toString()))
                .toArray(String[]::new);
    }

    private static KeyStore open(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** What a server needs that shows it. */
    public SSLContext serverContext() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(open(keyStore), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
