package org.godwit.job;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.KeyFile;
import org.springframework.stereotype.Component;

/**
 * The key that evidence packs are signed with: Ed25519, made from 32 bytes in a file that only the owner can read. Whoever has
 * the public key can tell without Godwit that a pack is as this server made it.
 */
@Component
class EvidenceKey {

    private static final String ALGORITHM = "Ed25519";
    private static final int PEM_LINE = 64;

    private final KeyPair pair;

    /** @throws org.godwit.shared.GodwitException {@code KEY_FILE_INVALID}, {@code KEY_FILE_OPEN} */
    EvidenceKey(GodwitProperties server, JobProperties properties) {
        Path given = properties.evidenceKeyFile();
        byte[] seed = KeyFile.readOrCreate(given == null ? server.dataDir().resolve("evidence.key") : given);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            this.pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no Ed25519", e);
        }
    }

    /** 64 bytes. */
    byte[] sign(byte[] text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing failed", e);
        }
    }

    /** The public key as OpenSSL reads it. */
    String publicPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** Gives the bytes of the file where key generation asks for random ones: the private key is them. */
    private static final class Seed extends SecureRandom {
        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
