package org.godwit.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;
import org.godwit.agent.wire.EnrolmentAnswer;
import org.godwit.agent.wire.Envelope;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;

/**
 * Who an agent is: what the server answered when it enrolled, and the private key that opens what is sealed for it. Kept in a
 * file that only its owner can read.
 *
 * @param privateKey PKCS#8, Base64
 */
record AgentIdentity(EnrolmentAnswer enrolment, String privateKey) {

    private static final String FILE = "agent.json";
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    static boolean exists(Path dataDir) {
        return Files.exists(dataDir.resolve(FILE));
    }

    /** @throws GodwitException {@code AGENT_IDENTITY_INVALID} */
    static AgentIdentity read(Path dataDir) throws IOException {
        Path file = dataDir.resolve(FILE);
        try {
            return CanonicalJson.read(Files.readString(file), AgentIdentity.class);
        } catch (RuntimeException e) {
            throw new GodwitException(
                    GodwitException.Kind.INVALID,
                    "AGENT_IDENTITY_INVALID",
                    "The file " + file + " is damaged.",
                    "Restore it, or remove it and enrol the agent anew with another token.",
                    e);
        }
    }

    void write(Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        FileAttribute<?>[] ownerOnly = POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path draft = Files.createTempFile(dataDir, FILE, ".new", ownerOnly);
        Files.writeString(draft, CanonicalJson.write(this));
        Files.move(draft, dataDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The password of its database login. */
    String databasePassword() {
        try {
            return new String(
                    Envelope.open(key(), Base64.getDecoder().decode(enrolment.databasePassword())),
                    StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new GodwitException(
                    GodwitException.Kind.INVALID,
                    "AGENT_IDENTITY_INVALID",
                    "The agent's key does not open its database password.",
                    "Remove the agent's data directory and enrol it anew with another token.",
                    e);
        }
    }

    PrivateKey key() {
        return Envelope.privateKey(Base64.getDecoder().decode(privateKey));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "AgentIdentity[" + enrolment.name() + "]";
    }
}
