package org.godwit.shared;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGuardTest {

    private static final InetAddress PUBLIC = address("203.0.113.5");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.8.9.10",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "0.1.2.3",
                "255.255.255.255",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "::",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "169.254.169.254",
                "169.254.1.1",
                "fe80::1",
                "::ffff:169.254.169.254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254",
                "fd20:ce::254",
                "224.0.0.1",
                "ff02::1"
            })
    void thisMachineItsLinkAndTheCloudsOwnServicesAreRefused(String host) {
        assertThatThrownBy(() -> guard(false).check(host))
                .isInstanceOf(GodwitException.class)
                .hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "203.0.113.5",
                "fd12:3456::1",
                "2001:db8::1",
                "64:ff9b::a01:203"
            })
    void otherAddressesPass(String host) {
        assertThatCode(() -> guard(false).check(host)).doesNotThrowAnyException();
    }

    @Test
    void aDemoMayReachThisMachine() {
        assertThatCode(() -> guard(true).check("127.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void aNameIsWhatItResolvesToAndEachOfItsAddressesCounts() {
        NetworkGuard guard = resolving(Map.of(
                "fine.example", List.of(PUBLIC),
                "metadata.example", List.of(address("169.254.169.254")),
                "mixed.example", List.of(PUBLIC, address("::1"))));
        assertThatCode(() -> guard.check("fine.example")).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.check("metadata.example")).hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
        assertThatThrownBy(() -> guard.check("mixed.example")).hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
        assertThatCode(() -> guard.check("unknown.example")).doesNotThrowAnyException();
    }

    @Test
    void aNameThatMeansAnotherAddressByNowIsRefusedByNow() {
        Deque<InetAddress> answers = new ArrayDeque<>(List.of(PUBLIC, address("127.0.0.1")));
        NetworkGuard guard = new NetworkGuard(properties(new GodwitProperties.Network(false))) {
            @Override
            InetAddress[] addresses(String host) {
                return new InetAddress[] {answers.remove()};
            }
        };
        assertThatCode(() -> guard.check("rebound.example")).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.check("rebound.example")).hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, '', 10.1.2.3, true",
        "10.1.0.0/16, '', 10.2.2.3, false",
        "10.1.0.0/16, '', ::ffff:10.2.2.3, false",
        "10.1.0.0/16, 10.1.2.0/24, 10.1.2.3, false",
        "10.1.0.0/16, 10.1.2.0/24, 10.1.3.3, true",
        "'', 10.1.2.0/24, 64:ff9b::a01:203, false",
        "'', 2001:db8::/32, 2001:db8::7, false",
        "'', 2001:db8::/32, 10.1.2.3, true",
        "'', 10.1.2.3, 10.1.2.3, false"
    })
    void networksAreAllowedAndDenied(String allow, String deny, String host, boolean passes) {
        NetworkGuard guard = new NetworkGuard(properties(new GodwitProperties.Network(false, list(allow), list(deny))));
        if (passes) {
            assertThatCode(() -> guard.check(host)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> guard.check(host)).hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
        }
    }

    @Test
    void aDeniedNetworkIsDeniedInADemoToo() {
        NetworkGuard guard =
                new NetworkGuard(properties(new GodwitProperties.Network(true, List.of(), List.of("127.0.0.2"))));
        assertThatCode(() -> guard.check("127.0.0.1")).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.check("127.0.0.2")).hasFieldOrPropertyWithValue("code", "HOST_REFUSED");
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static NetworkGuard guard(boolean allowLoopback) {
        return new NetworkGuard(properties(new GodwitProperties.Network(allowLoopback)));
    }

    private static NetworkGuard resolving(Map<String, List<InetAddress>> names) {
        return new NetworkGuard(properties(new GodwitProperties.Network(false))) {
            @Override
            InetAddress[] addresses(String host) throws UnknownHostException {
                if (!names.containsKey(host)) {
                    throw new UnknownHostException(host);
                }
                return names.get(host).toArray(InetAddress[]::new);
            }
        };
    }

    private static GodwitProperties properties(GodwitProperties.Network network) {
        return new GodwitProperties(Path.of("."), "GDW", new GodwitProperties.Content(List.of()), network);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
