package org.godwit.site.provider;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;

/** Whom to believe to be a site's provider: exactly one certificate, or what imported roots or the platform's vouch for. */
final class ProviderTls {

    private ProviderTls() {}

    /** @throws GodwitException {@code TRUSTED_ROOTS_UNREADABLE} */
    static SSLContext context(@Nullable String certificateSha256, @Nullable Path trustedRoots) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager @Nullable [] managers = null;
            if (certificateSha256 != null) {
                managers = new TrustManager[] {new Pinned(certificateSha256)};
            } else if (trustedRoots != null) {
                managers = roots(trustedRoots);
            }
            context.init(null, managers, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new GodwitException(
                    GodwitException.Kind.UNAVAILABLE,
                    "TRUSTED_ROOTS_UNREADABLE",
                    "The roots in " + trustedRoots + " cannot be read.",
                    "Set godwit.provider.trusted-roots to a PEM file with certificates.");
        }
    }

    private static TrustManager[] roots(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("root-" + number++, certificate);
            }
        }
        if (store.size() == 0) {
            throw new CertificateException("no certificate");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** The pin names the one certificate, so neither its issuer nor its name matter; that it is in date does. */
    private static final class Pinned extends X509ExtendedTrustManager {

        private final byte[] sha256;

        Pinned(String sha256) {
            this.sha256 = HexFormat.of().parseHex(sha256);
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            try {
                byte[] shown = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                if (!MessageDigest.isEqual(shown, sha256)) {
                    throw new CertificateException("the certificate is not the pinned one: "
                            + HexFormat.of().formatHex(shown));
                }
                chain[0].checkValidity();
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new CertificateException(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("no client is trusted");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("no client is trusted");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no client is trusted");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
