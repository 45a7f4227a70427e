package org.godwit.content;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.content.MediaIndex.Sealed;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Package media as a content library: packages are imported from them as from any other. */
public final class MediaSource implements ContentSource {

    private static final int MOST_INDEX = 1 << 30;

    private final ContentSource folder;
    private final MediaLabel label;
    private final MediaKey key;
    private final ManifestTree manifests = new ManifestTree();
    private final Map<String, Sealed> files = new HashMap<>();
    private final MediaIndex index;

    private MediaSource(ContentSource folder, MediaLabel label, MediaKey key, MediaIndex index) throws IOException {
        this.folder = folder;
        this.label = label;
        this.key = key;
        this.index = index;
        for (PackageManifest manifest : index.packages()) {
            manifests.add(manifest);
        }
        for (ContentManifest manifest : index.contents()) {
            manifests.add(manifest);
        }
        index.files().forEach(file -> files.put(file.hash(), file));
    }

    /**
     * What the media say of themselves, once the key was found to be theirs.
     *
     * @throws ContentException {@code MEDIA_NOT_FOUND}, {@code MEDIA_KEY_WRONG}
     */
    public static MediaLabel label(ContentSource folder, MediaKey key) throws IOException {
        MediaLabel label = MediaLabel.read(folder);
        label.requireKey(key);
        return label;
    }

    /**
     * Opens the media, seeing that every file is there. That none is altered is seen as each is read.
     *
     * @throws ContentException {@code MEDIA_KEY_EXPIRED}, {@code MEDIA_FILE_ALTERED}, {@code MEDIA_FILE_MISSING}
     */
    public static MediaSource open(ContentSource folder, MediaKey key, Instant now) throws IOException {
        MediaLabel label = label(folder, key);
        label.requireValid(key, now);
        requireThere(folder, MediaLabel.INDEX, label.indexSize());
        if (label.indexSize() < 0 || label.indexSize() > MOST_INDEX) {
            throw SealedFile.altered(MediaLabel.INDEX);
        }
        MediaIndex index;
        SealedFile sealed = new SealedFile(key, label.mediaId(), MediaLabel.INDEX);
        try (ReadableByteChannel in = sealed.open(folder, label.indexSize(), 0)) {
            byte[] packed = Channels.newInputStream(in).readAllBytes();
            String text = new String(Unpacked.of(packed, Unpacked.MOST), StandardCharsets.UTF_8);
            index = CanonicalJson.read(text, MediaIndex.class);
        }
        for (Sealed file : index.files()) {
            requireThere(folder, file.name(), file.size());
        }
        return new MediaSource(folder, label, key, index);
    }

    private static void requireThere(ContentSource folder, String name, long size) throws IOException {
        StoreEntry entry = folder.find(name);
        if (entry == null) {
            throw new ContentException(
                    ContentException.Code.MEDIA_FILE_MISSING,
                    "The file " + LibraryNames.shown(name) + " of the package media is not there. Copy them again.");
        }
        if (entry.size() != SealedFile.sealedSize(size)) {
            throw SealedFile.altered(name);
        }
    }

    public List<PackageManifest> packages() {
        return index.packages();
    }

    /** Files and their plain bytes, each once. */
    public long bytes() {
        return index.files().stream().mapToLong(Sealed::size).sum();
    }

    public MediaLabel label() {
        return label;
    }

    @Override
    public String location() {
        return "package media at " + folder.location();
    }

    @Override
    public List<StoreEntry> list(String directory) {
        return manifests.list(directory);
    }

    @Override
    public @Nullable StoreEntry find(String path) {
        return manifests.find(path);
    }

    @Override
    public ReadableByteChannel read(String file, long offset) throws IOException {
        ReadableByteChannel manifest = manifests.read(file, offset);
        if (manifest != null) {
            return manifest;
        }
        ContentFile stored = manifests.stored(file);
        Sealed sealed = stored == null ? null : files.get(stored.hash());
        if (sealed == null) {
            throw new ContentException(
                    ContentException.Code.CONTENT_FILE_MISSING, file + " is not in the " + location() + ".");
        }
        return new SealedFile(key, label.mediaId(), sealed.name()).open(folder, sealed.size(), offset);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
