package org.godwit.agent.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import org.godwit.agent.wire.EnrolmentAnswer;
import org.godwit.agent.wire.EnrolmentRequest;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.Protocol;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;

/** Makes an agent's key and asks the server for its login. */
final class Enrolment {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Enrolment() {}

    /**
     * @param server base address of the server; plain HTTP only to this machine itself
     * @throws GodwitException what the server refused with; {@code AGENT_SERVER_INSECURE}
     */
    static AgentIdentity at(URI server, String token, String location, String name, String version)
            throws IOException, InterruptedException {
        requireSafe(server);
        KeyPair keys = Envelope.newKeys();
        EnrolmentRequest request = new EnrolmentRequest(
                token,
                location,
                name,
                version,
                Protocol.NUMBER,
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()));
        HttpResponse<String> answer = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .build()
                .send(
                        HttpRequest.newBuilder(server.resolve("/api/v1/agents/enrol"))
                                .timeout(PATIENCE)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(CanonicalJson.write(request)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
        return new AgentIdentity(
                CanonicalJson.read(answer.body(), EnrolmentAnswer.class),
                Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
    }

    private static void requireSafe(URI server) throws IOException {
        boolean plain = !"https".equalsIgnoreCase(server.getScheme());
        if (plain && !InetAddress.getByName(server.getHost()).isLoopbackAddress()) {
            throw GodwitException.refused(
                    "AGENT_SERVER_INSECURE",
                    "An enrolment token is not sent over plain HTTP to another machine.",
                    "Give the server's https address.");
        }
    }

    private record Problem(String code, String detail, String hint) {}

    private static GodwitException refused(HttpResponse<String> answer) {
        try {
            Problem problem = CanonicalJson.read(answer.body(), Problem.class);
            return GodwitException.refused(problem.code(), problem.detail(), problem.hint());
        } catch (RuntimeException e) {
            return new GodwitException(
                    GodwitException.Kind.REFUSED,
                    "AGENT_SERVER_ANSWER",
                    "The server answered with HTTP " + answer.statusCode() + ".",
                    "Check that the address is that of a Godwit server.",
                    e);
        }
    }
}
