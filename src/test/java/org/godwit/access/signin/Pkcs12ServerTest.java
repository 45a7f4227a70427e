package org.godwit.access.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.godwit.testing.TestCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** TLS from a PKCS#12 key store, with the properties that the guide names; the store is replaced while the server runs. */
class Pkcs12ServerTest {

    @TempDir
    Path directory;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SslAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class})
    @EnableConfigurationProperties(HttpProperties.class)
    @Import(ListeningAddress.class)
    static class WebServerOnly {}

    @Test
    void aNewKeyStoreIsServedWithoutARestart() throws Exception {
        X509Certificate first = TestCertificate.write(directory);
        try (var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(WebServerOnly.class)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--spring.config.location=optional:file:" + directory + "/none/",
                        "--server.port=0",
                        "--server.ssl.bundle=web",
                        "--spring.ssl.bundle.jks.web.keystore.type=PKCS12",
                        "--spring.ssl.bundle.jks.web.keystore.location=file:" + directory.resolve("keystore.p12"),
                        "--spring.ssl.bundle.jks.web.keystore.password=" + TestCertificate.STORE_PASSWORD,
                        "--spring.ssl.bundle.jks.web.reload-on-update=true",
                        "--spring.ssl.bundle.watch.file.quiet-period=200ms")) {
            int port = context.getWebServer().getPort();
            assertThat(speaks(port, first)).isTrue();
            X509Certificate renewed = TestCertificate.write(directory);
            assertThat(renewed).isNotEqualTo(first);
            await().atMost(Duration.ofSeconds(30)).until(() -> speaks(port, renewed));
            assertThat(speaks(port, first)).isFalse();
        }
    }

    /** Whether a client that trusts this certificate alone gets a connection. */
    private static boolean speaks(int port, X509Certificate trusted) {
        try (SSLSocket socket =
                (SSLSocket) trusting(trusted).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            return true;
        } catch (javax.net.ssl.SSLHandshakeException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext trusting(@Nullable X509Certificate trusted) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("server", trusted);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
