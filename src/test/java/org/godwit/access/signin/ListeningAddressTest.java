package org.godwit.access.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.godwit.shared.GodwitException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.util.unit.DataSize;

class ListeningAddressTest {

    private final ServerProperties server = new ServerProperties();
    private final TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();

    @Test
    void plainHttpStaysOnThisMachine() throws Exception {
        customize(false);
        assertThat(factory.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
        server.setAddress(InetAddress.getByName("192.0.2.1"));
        assertThatThrownBy(() -> customize(false))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("PLAIN_HTTP"));
        server.setAddress(InetAddress.getByName("127.0.0.1"));
        customize(false);
    }

    @Test
    void unlessItMayLeaveIt() {
        customize(true);
        assertThat(factory.getAddress()).isNull();
    }

    @Test
    void tlsMayListenAnywhere() {
        server.setSsl(new Ssl());
        customize(false);
        assertThat(factory.getAddress()).isNull();
    }

    private void customize(boolean allowPlain) {
        new ListeningAddress(server, new HttpProperties(allowPlain, DataSize.ofMegabytes(1))).customize(factory);
    }
}
