package org.godwit.credential;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.godwit.shared.CanonicalJson;

/**
 * AES-256-GCM with a random nonce for each sealing. The result is one format byte, 12 bytes nonce, ciphertext, 16 bytes tag.
 * What it belongs to is authenticated with it, so that a sealed secret put into another row does not open.
 */
final class Sealing {

    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    byte[] seal(SecretKey key, Secret secret, List<String> boundTo) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        char[] characters = secret.reveal();
        ByteBuffer plain = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters));
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, boundTo);
            ByteBuffer sealed = ByteBuffer.allocate(1 + NONCE_BYTES + cipher.getOutputSize(plain.remaining()));
            sealed.put(FORMAT).put(nonce);
            cipher.doFinal(plain, sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        } finally {
            Arrays.fill(plain.array(), (byte) 0);
            Arrays.fill(characters, '\0');
        }
    }

    /** @throws AEADBadTagException if key, owner or content are not those it was sealed with */
    Secret open(SecretKey key, byte[] sealed, List<String> boundTo) throws AEADBadTagException {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != FORMAT) {
            throw new AEADBadTagException("not a sealed secret");
        }
        byte[] plain = new byte[0];
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, boundTo);
            plain = cipher.doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
            CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain));
            try {
                return new Secret(Arrays.copyOf(characters.array(), characters.limit()));
            } finally {
                Arrays.fill(characters.array(), '\0');
            }
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException | CharacterCodingException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, List<String> boundTo)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(CanonicalJson.write(boundTo).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
