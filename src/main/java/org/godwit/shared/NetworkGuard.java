package org.godwit.shared;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Keeps hosts that admins give (JDBC, SMB, HTTP, SMTP) from pointing at this machine itself, at link-local services or at the
 * metadata services of clouds, unless {@code godwit.network.allow-loopback} says they may; and within the networks that
 * {@code godwit.network.allow} and {@code deny} draw. Asked when a host is given, and again before each connection, since a name
 * may mean another address by then.
 */
@Component
public class NetworkGuard {

    /** Services of clouds that answer whoever asks from within, besides those that are link-local. */
    private static final List<IpAddressMatcher> METADATA = matchers(List.of(
            "100.100.100.200", // Alibaba Cloud
            "168.63.129.16", // Azure's platform
            "192.0.0.192", // Oracle Cloud
            "fd00:ec2::/32", // Amazon
            "fd20:ce::/32", // Google
            "0.0.0.0/8",
            "255.255.255.255"));

    private static final int NAT64 = 0x0064_ff9b;
    private static final int SIX_TO_FOUR = 0x2002;

    private final boolean allowLoopback;
    private final List<IpAddressMatcher> allowed;
    private final List<IpAddressMatcher> denied;

    public NetworkGuard(GodwitProperties properties) {
        this.allowLoopback = properties.network().allowLoopback();
        this.allowed = matchers(properties.network().allow());
        this.denied = matchers(properties.network().deny());
    }

    private static List<IpAddressMatcher> matchers(List<String> networks) {
        return networks.stream().map(IpAddressMatcher::new).toList();
    }

    /**
     * A host that cannot be resolved passes: connecting to it fails by itself, with the better message.
     *
     * @param host name or address, without a port
     * @throws GodwitException {@code HOST_REFUSED} if any address of the host is loopback, link-local, unspecified, multicast or a
     *     cloud's own, in whatever form; or outside of the networks that are allowed
     */
    public void check(String host) {
        try {
            for (InetAddress address : addresses(host)) {
                if (!allowLoopback && ofThisMachineOnly(address)) {
                    throw GodwitException.refused(
                            "HOST_REFUSED",
                            "The host '" + host + "' is an address of this machine or of its link only.",
                            "Give the server's network name; godwit.network.allow-loopback=true lifts this for a test.");
                }
                if (matches(denied, address) || (!allowed.isEmpty() && !matches(allowed, address))) {
                    throw GodwitException.refused(
                            "HOST_REFUSED",
                            "The host '" + host + "' is not in a network that this server may reach.",
                            "Look at godwit.network.allow and godwit.network.deny.");
                }
            }
        } catch (UnknownHostException e) {
            // not our business here
        }
    }

    InetAddress[] addresses(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }

    private static boolean ofThisMachineOnly(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || matches(METADATA, address)
                || embedded(address).anyMatch(NetworkGuard::ofThisMachineOnly);
    }

    private static boolean matches(List<IpAddressMatcher> networks, InetAddress address) {
        return Stream.concat(Stream.of(address), embedded(address))
                .map(one -> one.getHostAddress().split("%", 2)[0])
                .anyMatch(text -> networks.stream().anyMatch(network -> network.matches(text)));
    }

    /** The IPv4 address within an IPv6 one: IPv4-compatible (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056). */
    private static Stream<InetAddress> embedded(InetAddress address) {
        if (!(address instanceof Inet6Address six)) {
            return Stream.empty();
        }
        byte[] bytes = six.getAddress();
        int first = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        if (six.isIPv4CompatibleAddress() || first == NAT64) {
            return Stream.of(four(bytes, 12));
        }
        return first >>> 16 == SIX_TO_FOUR ? Stream.of(four(bytes, 2)) : Stream.empty();
    }

    private static InetAddress four(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
