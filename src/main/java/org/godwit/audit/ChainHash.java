package org.godwit.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The hash that chains events: HMAC-SHA-256, under a key that the database does not hold, of the previous event's hash,
 * this event's number and every field of it. Fields are preceded by their length, so no two events give the same bytes.
 *
 * <p>Not safe for use by several threads.
 */
final class ChainHash {

    static final int BYTES = 32;
    /** What the first event follows. */
    static final byte[] GENESIS = new byte[BYTES];

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte EVENT = 1;
    private static final byte HEAD = 2;
    private static final byte CHECKPOINT = 3;
    private static final byte SEGMENT = 4;
    private static final byte SEGMENT_HEADER = 5;

    private final Mac mac;
    private ByteBuffer buffer = ByteBuffer.allocate(4096);

    ChainHash(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }

    byte[] event(byte[] previous, long sequence, AuditRow row) {
        start(EVENT).put(previous);
        buffer.putLong(sequence);
        instant(row.at());
        text(row.actor());
        text(row.address());
        text(row.action());
        text(row.objectType());
        text(row.objectId());
        text(row.objectName());
        text(row.outcome());
        text(row.correlationId());
        text(row.details());
        return finish();
    }

    /** Vouches for how many events there are and which is the last. */
    byte[] head(long events, byte[] lastHash) {
        start(HEAD).putLong(events).put(lastHash);
        return finish();
    }

    /** Vouches for a head noted outside the database. */
    byte[] checkpoint(long events, byte[] lastHash, Instant at) {
        start(CHECKPOINT).putLong(events).put(lastHash);
        instant(at);
        return finish();
    }

    /** Vouches for what is recorded of a sealed segment. */
    byte[] segment(AuditSegment segment, byte[] previousHash, byte[] lastHash) {
        start(SEGMENT).putLong(segment.first()).putLong(segment.last());
        buffer.put(previousHash).put(lastHash).putLong(segment.bytes());
        instant(segment.firstAt());
        instant(segment.lastAt());
        instant(segment.sealedAt());
        text(segment.sealedBy());
        text(segment.file());
        text(segment.sha256());
        Instant removedAt = segment.removedAt();
        text(removedAt == null ? null : removedAt.toString());
        text(segment.removedBy());
        return finish();
    }

    /** Vouches for the first line of a segment's file: which events follow, from which hash to which. */
    byte[] segmentHeader(long first, long last, byte[] previousHash, byte[] lastHash) {
        start(SEGMENT_HEADER).putLong(first).putLong(last).put(previousHash).put(lastHash);
        return finish();
    }

    private ByteBuffer start(byte purpose) {
        return buffer.clear().put(purpose);
    }

    private byte[] finish() {
        mac.update(buffer.array(), 0, buffer.position());
        return mac.doFinal();
    }

    private void instant(Instant at) {
        buffer.putLong(at.getEpochSecond());
        buffer.putInt(at.getNano());
    }

    private void text(@Nullable String text) {
        if (text == null) {
            room(Integer.BYTES);
            buffer.putInt(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + bytes.length);
        buffer.putInt(bytes.length).put(bytes);
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            int used = buffer.position();
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), Math.max(2 * buffer.capacity(), used + bytes)));
            buffer.position(used);
        }
    }
}
