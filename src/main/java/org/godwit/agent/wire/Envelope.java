package org.godwit.agent.wire;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes that only the holder of one private key can read: a fresh AES-256-GCM key for each, wrapped with RSA-OAEP (SHA-256,
 * 3072 bits). In the database they are: length of the wrapped key (2 bytes), wrapped key, nonce (12), ciphertext with tag.
 */
public final class Envelope {

    private static final int RSA_BITS = 3072;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private Envelope() {}

    /** A pair for a new agent; the private half never leaves it. */
    public static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is part of every Java platform", e);
        }
    }

    /**
     * @param encoded X.509 encoding of an RSA key of 3072 bits or more
     * @throws IllegalArgumentException if it is not
     */
    public static PublicKey publicKey(byte[] encoded) {
        try {
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
            if (key instanceof java.security.interfaces.RSAPublicKey rsa
                    && rsa.getModulus().bitLength() >= RSA_BITS) {
                return key;
            }
            throw new IllegalArgumentException("an RSA key of at least " + RSA_BITS + " bits is needed");
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not an RSA key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is part of every Java platform", e);
        }
    }

    /** @param encoded PKCS#8 encoding */
    public static PrivateKey privateKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an RSA key", e);
        }
    }

    /** @param plain overwritten with zeros */
    public static byte[] seal(PublicKey recipient, byte[] plain) {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(256);
            SecretKey key = generator.generateKey();
            byte[] nonce = new byte[NONCE_BYTES];
            new SecureRandom().nextBytes(nonce);
            Cipher body = Cipher.getInstance("AES/GCM/NoPadding");
            body.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = body.doFinal(plain);
            Cipher wrap = Cipher.getInstance("RSA/ECB/OAEPPadding");
            wrap.init(Cipher.ENCRYPT_MODE, recipient, OAEP);
            byte[] wrapped = wrap.doFinal(key.getEncoded());
            return ByteBuffer.allocate(2 + wrapped.length + nonce.length + sealed.length)
                    .putShort((short) wrapped.length)
                    .put(wrapped)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA-OAEP and AES-GCM are part of every Java platform", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** @throws GeneralSecurityException if it was sealed for somebody else, or altered */
    public static byte[] open(PrivateKey own, byte[] envelope) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(envelope);
        if (in.remaining() < 2) {
            throw new GeneralSecurityException("not an envelope");
        }
        int length = in.getShort();
        if (length <= 0 || in.remaining() < length + NONCE_BYTES) {
            throw new GeneralSecurityException("not an envelope");
        }
        byte[] wrapped = new byte[length];
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(wrapped).get(nonce);
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        Cipher unwrap = Cipher.getInstance("RSA/ECB/OAEPPadding");
        unwrap.init(Cipher.DECRYPT_MODE, own, OAEP);
        byte[] key = unwrap.doFinal(wrapped);
        Cipher body = Cipher.getInstance("AES/GCM/NoPadding");
        body.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        Arrays.fill(key, (byte) 0);
        return body.doFinal(sealed);
    }
}
