package org.godwit.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.Objects;
import org.godwit.content.ContentEvidence.How;
import org.godwit.content.Hashing.Found;
import org.godwit.shared.Digests;
import org.jspecify.annotations.Nullable;

/**
 * The copy algorithm for one file (design 6): a verified file is left alone; one that lies there unverified is hashed; else it
 * is written to a temporary name on the same volume, by the kernel where it can, flushed, hashed as stored, compared, and only
 * then renamed into FileLib.
 */
final class FileTransfer {

    /** Between two looks at the limit and at whether to stop. */
    private static final int CHUNK = 1024 * 1024;
    /** From this size on a file that was cut off is carried on where it ended. */
    static final long RESUMABLE = 8L * 1024 * 1024;

    private final ContentTarget target;
    /** The same; for everything but copying, which is begun again as a whole or carried on. */
    private final RetryingTarget steady;

    private final TransferOptions options;

    FileTransfer(ContentTarget target, TransferOptions options) {
        this.target = target;
        this.steady = new RetryingTarget(target, options.retries());
        this.options = options;
    }

    /**
     * @param bytesMoved bytes of the file if it was written, else 0
     * @param mark of the stored and verified file
     */
    record Stored(long bytesMoved, FileMark mark, How how) {}

    /**
     * Sees that the destination holds the file, verified.
     *
     * @param known mark under which the destination's file was verified before; null if it never was
     * @param flush whether it is flushed before it gets its name
     * @throws ContentException {@code CONTENT_HASH_MISMATCH} naming the file, what was expected and found, and the location
     */
    Stored store(ContentSource source, String contentId, ContentFile file, @Nullable FileMark known, boolean flush)
            throws IOException {
        Stored held = held(file, known);
        if (held == null) {
            held = options.once() == null
                    ? copied(source, contentId, file, flush)
                    : shared(source, contentId, file, flush);
        }
        if (options.once() != null) {
            options.once().stored(file.hash(), target);
        }
        return held;
    }

    /** The file if the destination has it already; null if it does not, or not as it should be. */
    @Nullable Stored held(ContentFile file, @Nullable FileMark known) throws IOException {
        String stored = LibraryNames.file(file.hash());
        StoreEntry there = steady.find(stored);
        if (there != null && !there.directory() && there.size() == file.size()) {
            FileMark mark = FileMark.of(there);
            if (mark.equals(known)) {
                options.meter().saved(file.size());
                return new Stored(0, mark, How.KNOWN);
            }
            if (Hashing.of(steady, stored, file.size(), options.stop()).hash().equals(file.hash())) {
                options.meter().saved(file.size());
                return new Stored(0, mark, How.HASHED);
            }
        }
        return null;
    }

    /** Takes the file from another destination of the run that has it, or reads it and lets the others take it. */
    private Stored shared(ContentSource source, String contentId, ContentFile file, boolean flush) throws IOException {
        ReadOnce once = Objects.requireNonNull(options.once());
        ContentTarget nearer = once.turn(file.hash(), options.stop());
        if (nearer != null) {
            try {
                return copied(nearer, contentId, file, flush);
            } catch (ContentException e) {
                if (e.code() == ContentException.Code.STOPPED
                        || e.code() == ContentException.Code.CONTENT_SPACE_LACKING) {
                    throw e;
                }
                return copied(source, contentId, file, flush); // whatever is the matter with that library
            }
        }
        boolean done = false;
        try {
            Stored result = copied(source, contentId, file, flush);
            done = true;
            return result;
        } finally {
            if (!done) {
                once.failed(file.hash());
            }
        }
    }

    private Stored copied(ContentSource source, String contentId, ContentFile file, boolean flush) throws IOException {
        String stored = LibraryNames.file(file.hash());
        String temporary = LibraryNames.staged(file.hash());
        steady.reserve(temporary, file.size());
        copyVerified(source, contentId, file, temporary, flush);
        steady.rename(temporary, stored);
        StoreEntry now = steady.find(stored);
        if (now == null || now.size() != file.size()) {
            throw new ContentException(
                    ContentException.Code.LOCATION_FAILED,
                    stored + " vanished from " + target.location() + " right after it was stored.");
        }
        return new Stored(file.size(), FileMark.of(now), How.COPIED);
    }

    private void copyVerified(ContentSource source, String contentId, ContentFile file, String temporary, boolean flush)
            throws IOException {
        boolean fromStart = file.size() < RESUMABLE;
        boolean mismatched = false;
        long reached = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                long offset = fromStart ? 0 : resumeAt(temporary, file.size());
                if (offset > reached) {
                    reached = offset;
                    attempt = 1; // it gets on: the tries count anew
                }
                Found found = copy(source, file, temporary, offset, flush);
                if (found.size() == file.size() && found.hash().equals(file.hash())) {
                    return;
                }
                options.meter().again(found.size());
                if (mismatched) {
                    steady.delete(temporary);
                    throw mismatch(source, contentId, file, found);
                }
                mismatched = true;
                fromStart = true;
            } catch (ContentException e) {
                if (e.code() == ContentException.Code.CONTENT_FILE_MISSING) {
                    throw new ContentException(
                            e.code(),
                            "File " + LibraryNames.shown(file.path()) + " of content " + contentId + ": "
                                    + e.getMessage(),
                            e);
                }
                if (!e.retryable() || attempt >= Retries.TRIES) {
                    throw e;
                }
                steady.retries().await(attempt);
            } catch (IOException e) {
                if (attempt >= Retries.TRIES) {
                    throw new ContentException(
                            ContentException.Code.LOCATION_FAILED,
                            file.path() + " of " + contentId + " could not be copied from " + source.location() + " to "
                                    + target.location() + ": " + e.getMessage() + ".",
                            e);
                }
                steady.retries().await(attempt);
            }
        }
    }

    private long resumeAt(String temporary, long size) throws IOException {
        StoreEntry part = target.find(temporary);
        long there = part == null || part.directory() ? 0 : part.size();
        return there > size ? 0 : there;
    }

    /** Copies what is missing behind the offset, flushes it, and hashes the whole file as it is stored. */
    private Found copy(ContentSource source, ContentFile file, String temporary, long offset, boolean flush)
            throws IOException {
        options.meter().saved(offset);
        long size;
        MessageDigest passing = null;
        try (ReadableByteChannel in = source.read(LibraryNames.file(file.hash()), offset);
                WritableFile out = target.write(temporary, offset)) {
            if (in instanceof FileChannel local && out.kernelCopy()) {
                size = kernelCopy(local, out, offset, file.size());
            } else {
                passing = offset == 0 ? Digests.sha256() : null;
                size = streamCopy(in, out, offset, file.size(), passing);
            }
            if (flush) {
                out.sync();
            }
        }
        if (passing != null && size == file.size()) {
            String hash = Hashing.hex(passing);
            if (!hash.equals(file.hash())) {
                return new Found(hash, size);
            }
        }
        return Hashing.of(target, temporary, size, options.stop());
    }

    /** Copies up to one byte more than expected, so that a file that is longer than stated is seen. */
    private long kernelCopy(FileChannel in, WritableFile out, long offset, long expected) throws IOException {
        long position = offset;
        while (position <= expected) {
            long wanted = Math.min(CHUNK, expected + 1 - position);
            admit(Math.min(wanted, expected - position));
            long count = out.copyFrom(in, position, wanted);
            if (count <= 0) {
                break;
            }
            position += count;
            options.meter().moved(count);
        }
        return position;
    }

    private long streamCopy(
            ReadableByteChannel in, WritableFile out, long offset, long expected, @Nullable MessageDigest passing)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, expected + 1));
        long position = offset;
        while (position <= expected) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), expected + 1 - position));
            if (in.read(buffer) < 0) {
                break;
            }
            buffer.flip();
            int count = buffer.remaining();
            admit(count);
            if (passing != null) {
                passing.update(buffer.array(), 0, count);
            }
            out.write(buffer);
            position += count;
            options.meter().moved(count);
        }
        return position;
    }

    private void admit(long bytes) throws ContentException {
        options.throttle().acquire(bytes, options.stop());
        if (options.stop().getAsBoolean()) {
            throw Hashing.stopped();
        }
    }

    private ContentException mismatch(ContentSource source, String contentId, ContentFile file, Found found) {
        return new ContentException(
                ContentException.Code.CONTENT_HASH_MISMATCH,
                "File " + LibraryNames.shown(file.path()) + " of content " + contentId + " was not accepted from "
                        + source.location() + " (" + LibraryNames.file(file.hash()) + "): expected SHA-256 "
                        + file.hash()
                        + " and " + file.size() + " bytes, found SHA-256 " + found.hash() + " and " + found.size()
                        + (found.size() > file.size() ? " bytes or more" : " bytes") + " at " + target.location()
                        + ".");
    }
}
