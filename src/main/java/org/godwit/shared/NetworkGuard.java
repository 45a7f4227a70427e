package org.godwit.shared;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.stereotype.Component;

/**
 * Keeps hosts that admins give (JDBC, SMB, HTTP, SMTP) from pointing at this machine itself or at link-local services,
 * unless {@code godwit.network.allow-loopback} says they may.
 */
@Component
public class NetworkGuard {

    private final boolean allowLoopback;

    public NetworkGuard(GodwitProperties properties) {
        this.allowLoopback = properties.network().allowLoopback();
    }

    /**
     * A host that cannot be resolved passes: connecting to it fails by itself, with the better message.
     *
     * @param host name or address, without a port
     * @throws GodwitException {@code HOST_REFUSED} if any address of the host is loopback, link-local, unspecified or
     *     multicast
     */
    public void check(String host) {
        if (allowLoopback) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (address.isLoopbackAddress()
                        || address.isLinkLocalAddress()
                        || address.isAnyLocalAddress()
                        || address.isMulticastAddress()) {
                    throw GodwitException.refused(
                            "HOST_REFUSED",
                            "The host '" + host + "' is an address of this machine or of its link only.",
                            "Give the server's network name; godwit.network.allow-loopback=true lifts this for a test.");
                }
            }
        } catch (UnknownHostException e) {
            // not our business here
        }
    }
}
