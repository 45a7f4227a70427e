package org.godwit.access.signin;

import java.net.InetAddress;
import org.godwit.shared.GodwitException;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** Keeps plain HTTP on this machine unless it may leave it. */
@Component
class ListeningAddress implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

    private final ServerProperties server;
    private final HttpProperties http;

    ListeningAddress(ServerProperties server, HttpProperties http) {
        this.server = server;
        this.http = http;
    }

    @Override
    public void customize(ConfigurableWebServerFactory factory) {
        if (Ssl.isEnabled(server.getSsl()) || http.allowPlain()) {
            return;
        }
        InetAddress given = server.getAddress();
        if (given == null) {
            factory.setAddress(InetAddress.getLoopbackAddress());
        } else if (!given.isLoopbackAddress()) {
            throw GodwitException.refused(
                    "PLAIN_HTTP",
                    "The server is to listen on " + given.getHostAddress() + " without TLS.",
                    "Configure server.ssl…, or godwit.http.allow-plain=true if a TLS proxy is in front.");
        }
    }

    /** After what Spring Boot sets from the configuration. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
