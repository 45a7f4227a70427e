package org.godwit.hierarchy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.godwit.shared.GodwitException;
import org.godwit.shared.NetworkGuard;
import org.godwit.site.SourceFailure;
import org.springframework.stereotype.Component;

/** Whether a host has a name, may be reached at all, and answers on a port. */
@Component
class HostCheck {

    private static final int CONNECT_MILLIS = 4_000;

    private final NetworkGuard guard;

    HostCheck(NetworkGuard guard) {
        this.guard = guard;
    }

    /**
     * @param what prefix of the check names, e.g. {@code DATABASE}
     * @return false if going on makes no sense
     */
    boolean resolves(String what, String host, Findings findings) {
        String check = what + "_NAME";
        findings.trying(check);
        try {
            guard.check(host);
            String addresses = Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
            findings.pass(check, "'" + host + "' resolves to " + addresses + ".");
            return true;
        } catch (GodwitException e) {
            findings.fail(check, e.getMessage(), e.hint(), null);
        } catch (UnknownHostException e) {
            findings.fail(
                    check,
                    "The name '" + host + "' cannot be resolved.",
                    "Check the spelling, or give the fully qualified name; the name must resolve on this server.",
                    SourceFailure.Cause.NETWORK_TIMEOUT);
        }
        return false;
    }

    /** @return false if going on makes no sense */
    boolean answers(String what, String host, int port, Findings findings) {
        String check = what + "_PORT";
        findings.trying(check);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            findings.pass(check, "'" + host + "' answers on TCP port " + port + ".");
            return true;
        } catch (IOException e) {
            findings.fail(
                    check,
                    "'" + host + "' does not answer on TCP port " + port + ".",
                    "Check the port, that the service is started, and that firewalls between this server and '" + host
                            + "' let TCP " + port + " through.",
                    SourceFailure.Cause.NETWORK_TIMEOUT);
            return false;
        }
    }
}
