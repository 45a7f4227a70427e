package org.godwit.access.directory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Directories as configuration would make them. */
public final class TestDirectories {

    private TestDirectories() {}

    /** @param trusted a certificate, PEM; null for those of the Java platform */
    public static ActiveDirectory of(ActiveDirectoryProperties properties, @Nullable String trusted) {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
        if (trusted != null) {
            bundles.registerBundle(
                    String.valueOf(properties.sslBundle()),
                    SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(trusted))));
        }
        return new ActiveDirectory(properties, bundles);
    }
}
