package org.godwit.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.zip.GZIPOutputStream;
import org.godwit.content.MediaIndex.Sealed;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Digests;

/**
 * Writes packages to a folder for carrying (design 6): every file sealed under a random key, each once whatever package uses
 * it, proven against the library's manifests while it is read, and read back once it is written. {@code SHA256SUMS} beside
 * them lets whoever carries them check them without the key.
 */
public final class MediaWriter {

    static final String SUMS = "SHA256SUMS";

    private final ContentTarget folder;
    private final MediaKey key;
    private final TransferOptions options;
    private final String mediaId;
    private final ConcurrentMap<String, String> sums = new ConcurrentHashMap<>();

    /**
     * @param folder an empty place
     * @param mediaId a random UUID, by which it is known later whether the media were imported
     */
    public MediaWriter(ContentTarget folder, MediaKey key, String mediaId, TransferOptions options) {
        this.folder = folder;
        this.key = key;
        this.mediaId = mediaId;
        this.options = options;
    }

    /**
     * @param files distinct files written
     * @param bytes their plain bytes
     */
    public record Written(MediaLabel label, long files, long bytes) {}

    /**
     * @param validFor how long the key is accepted
     * @throws ContentException naming what is missing, wrong or lacking; the folder holds no media then
     */
    public Written write(List<PackageRequest> packages, Instant now, Duration validFor) throws IOException {
        List<PackageManifest> manifests = new ArrayList<>();
        List<ContentManifest> contents = new ArrayList<>();
        Map<String, ContentFile> wanted = new LinkedHashMap<>();
        Map<String, ContentSource> from = new LinkedHashMap<>();
        for (PackageRequest request : packages) {
            ContentSource source = new RetryingSource(request.source(), options.retries());
            LibraryReader reader = new LibraryReader(source);
            PackageManifest manifest = reader.readPackage(request.packageId());
            request.requireExpected(manifest);
            manifests.add(manifest);
            for (String contentId : manifest.contentIds()) {
                ContentManifest content = request.requireProven(reader.readContent(contentId));
                contents.add(content);
                for (ContentFile file : content.files()) {
                    wanted.putIfAbsent(file.hash(), file);
                    from.putIfAbsent(file.hash(), source);
                }
            }
        }
        long bytes = wanted.values().stream().mapToLong(ContentFile::size).sum();
        requireSpace(bytes);
        List<Sealed> sealed = new ArrayList<>();
        wanted.values()
                .forEach(file ->
                        sealed.add(new Sealed(file.hash(), file.size(), "data/%06d.bin".formatted(sealed.size() + 1))));
        try (Workers workers = new Workers(options.filesInFlight())) {
            workers.forEach(
                    sealed,
                    file -> seal(
                            java.util.Objects.requireNonNull(from.get(file.hash())),
                            java.util.Objects.requireNonNull(wanted.get(file.hash())),
                            file));
        }
        byte[] index = packed(new MediaIndex(manifests, contents, sealed));
        write(MediaLabel.INDEX, index);
        StringBuilder text = new StringBuilder();
        new TreeMap<>(sums)
                .forEach((name, hash) ->
                        text.append(hash).append("  ").append(name).append('\n'));
        put(SUMS, text.toString().getBytes(StandardCharsets.UTF_8));
        MediaLabel label = MediaLabel.of(key, mediaId, now, now.plus(validFor), index.length);
        put(MediaLabel.FILE, label.bytes());
        return new Written(label, sealed.size(), bytes);
    }

    private void requireSpace(long bytes) throws IOException {
        long free = folder.freeSpace();
        if (SealedFile.sealedSize(bytes) > free) {
            throw new ContentException(
                    ContentException.Code.CONTENT_SPACE_LACKING,
                    "The packages need " + bytes + " bytes at " + folder.location() + ", where " + free + " are free.");
        }
    }

    private static byte[] packed(MediaIndex index) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(CanonicalJson.write(index).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Seals a stored file, proving what is read on the way and what was written afterwards. */
    private void seal(ContentSource source, ContentFile file, Sealed sealed) throws IOException {
        MessageDigest plain = Digests.sha256();
        MessageDigest written = Digests.sha256();
        long size;
        try (ReadableByteChannel in = source.read(LibraryNames.file(file.hash()), 0);
                WritableFile out = folder.write(sealed.name(), 0)) {
            size = seal(in, out, new SealedFile(key, mediaId, sealed.name()), file.size(), plain, written);
            if (options.durable()) {
                out.sync();
            }
        }
        String found = Hashing.hex(plain);
        if (size != file.size() || !found.equals(file.hash())) {
            throw new ContentException(
                    ContentException.Code.CONTENT_HASH_MISMATCH,
                    "File " + LibraryNames.shown(file.path()) + " at " + source.location() + ": expected SHA-256 "
                            + file.hash() + " and " + file.size() + " bytes, found SHA-256 " + found + " and " + size
                            + (size > file.size() ? " bytes or more." : " bytes."));
        }
        readBack(sealed.name(), file.size(), Hashing.hex(written));
        options.meter().file();
    }

    private long seal(
            ReadableByteChannel in,
            WritableFile out,
            SealedFile file,
            long expected,
            MessageDigest plain,
            MessageDigest written)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(SealedFile.CHUNK, expected + 1));
        long position = 0;
        long number = 0;
        boolean last;
        do {
            int most = (int) Math.min(chunk.capacity(), Math.min(SealedFile.CHUNK, expected - position));
            chunk.clear().limit(most);
            while (chunk.hasRemaining() && in.read(chunk) >= 0) {
                // until the chunk is full
            }
            options.throttle().acquire(chunk.position(), options.stop());
            if (options.stop().getAsBoolean()) {
                throw Hashing.stopped();
            }
            plain.update(chunk.array(), 0, chunk.position());
            position += chunk.position();
            last = position >= expected || chunk.position() < most;
            byte[] sealed = file.seal(chunk.array(), chunk.position(), number++, last);
            written.update(sealed);
            out.write(ByteBuffer.wrap(sealed));
            options.meter().moved(chunk.position());
        } while (!last);
        return in.read(ByteBuffer.allocate(1)) > 0 ? position + 1 : position;
    }

    private void write(String name, byte[] bytes) throws IOException {
        SealedFile file = new SealedFile(key, mediaId, name);
        MessageDigest written = Digests.sha256();
        try (WritableFile out = folder.write(name, 0)) {
            int offset = 0;
            long number = 0;
            do {
                int length = Math.min(SealedFile.CHUNK, bytes.length - offset);
                byte[] chunk = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
                offset += length;
                byte[] sealed = file.seal(chunk, length, number++, offset == bytes.length);
                written.update(sealed);
                out.write(ByteBuffer.wrap(sealed));
            } while (offset < bytes.length);
            out.sync();
        }
        readBack(name, bytes.length, Hashing.hex(written));
    }

    private void readBack(String name, long size, String expected) throws IOException {
        String found = Hashing.of(folder, name, size, options.stop()).hash();
        if (!found.equals(expected)) {
            throw new ContentException(
                    ContentException.Code.CONTENT_HASH_MISMATCH,
                    name + " was not stored as it was written at " + folder.location() + ": expected SHA-256 "
                            + expected + ", found " + found + ".");
        }
        sums.put(name, expected.toLowerCase(Locale.ROOT));
    }

    private void put(String name, byte[] bytes) throws IOException {
        try (WritableFile out = folder.write(name, 0)) {
            out.write(ByteBuffer.wrap(bytes));
            out.sync();
        }
    }
}
