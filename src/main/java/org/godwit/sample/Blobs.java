package org.godwit.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The bytes of the sample's files: cheap to make, hard to compress, the same each time. */
final class Blobs {

    private Blobs() {}

    static byte[] bytes(long seed, PackagePlan.Blob blob) {
        SplittableRandom random = new SplittableRandom(Chance.mix(seed) ^ Chance.mix(blob.number()));
        byte[] padded = new byte[(blob.size() + 7) & ~7];
        ByteBuffer buffer = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            buffer.putLong(random.nextLong());
        }
        return padded.length == blob.size() ? padded : Arrays.copyOf(padded, blob.size());
    }
}
