package org.godwit.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Reads checkpoints one by one and says which are not what was written. */
final class CheckpointReader implements AutoCloseable {

    private final BufferedReader lines;
    private final ChainHash hash;
    private @Nullable Checkpoint current;
    private boolean forged;
    private long read;

    CheckpointReader(BufferedReader lines, ChainHash hash) {
        this.lines = lines;
        this.hash = hash;
    }

    /** Goes to the next one; null at the end, or if {@link #forged()}. */
    @Nullable Checkpoint next() {
        current = null;
        try {
            String line = lines.readLine();
            if (line != null) {
                read++;
                Checkpoint checkpoint = CanonicalJson.read(line, Checkpoint.class);
                byte[] mac = hash.checkpoint(
                        checkpoint.events(), HexFormat.of().parseHex(checkpoint.hash()), checkpoint.at());
                if (Arrays.equals(mac, HexFormat.of().parseHex(checkpoint.mac()))) {
                    current = checkpoint;
                } else {
                    forged = true;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the audit checkpoints", e);
        } catch (JacksonException | IllegalArgumentException e) {
            forged = true;
        }
        return current;
    }

    /** The one {@link #next()} gave last. */
    @Nullable Checkpoint current() {
        return current;
    }

    boolean forged() {
        return forged;
    }

    /** How many have been read. */
    long read() {
        return read;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the audit checkpoints", e);
        }
    }
}
