package org.godwit.content;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of a content library that are made up from what is known otherwise, for locations that keep content in
 * another form. The bytes of FileLib come from elsewhere. Safe for use by several threads.
 */
final class ManifestTree {

    private final Map<String, byte[]> files = new HashMap<>();
    private final Map<String, Map<String, Boolean>> directories = new HashMap<>();
    private final Map<String, ContentFile> stored = new LinkedHashMap<>();

    synchronized void add(PackageManifest manifest) throws ContentException {
        put(LibraryNames.packageIni(manifest.packageId()), ManifestTexts.ofPackage(manifest));
    }

    synchronized void add(ContentManifest manifest) throws ContentException {
        put(LibraryNames.contentIni(manifest.contentId()), ManifestTexts.content(manifest));
        String root = LibraryNames.contentDirectory(manifest.contentId());
        directory(root);
        for (String directory : manifest.directories()) {
            directory(root + "/" + directory);
        }
        for (ContentFile file : manifest.files()) {
            put(root + "/" + file.path() + LibraryNames.INI, ManifestTexts.file(file));
            stored.putIfAbsent(file.hash(), file);
        }
    }

    /** The stored file of a path in FileLib; null if no content uses it. */
    synchronized @Nullable ContentFile stored(String path) {
        return path.startsWith(LibraryNames.FILES + "/") ? stored.get(path.substring(path.lastIndexOf('/') + 1)) : null;
    }

    synchronized List<StoreEntry> list(String directory) {
        List<StoreEntry> entries = new ArrayList<>();
        directories
                .getOrDefault(directory, Map.of())
                .forEach((name, isDirectory) -> entries.add(entry(directory + "/" + name, isDirectory)));
        return entries;
    }

    /** A manifest, a directory or a stored file; null if there is none. */
    synchronized @Nullable StoreEntry find(String path) {
        if (files.containsKey(path) || directories.containsKey(path)) {
            return entry(path, directories.containsKey(path));
        }
        ContentFile file = stored(path);
        return file == null ? null : new StoreEntry(file.hash(), false, file.size(), 0);
    }

    /** A manifest; null if there is none of this path. */
    synchronized @Nullable ReadableByteChannel read(String path, long offset) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            return null;
        }
        int from = (int) Math.min(offset, bytes.length);
        return Channels.newChannel(new ByteArrayInputStream(bytes, from, bytes.length - from));
    }

    private StoreEntry entry(String path, boolean directory) {
        byte[] bytes = files.get(path);
        return new StoreEntry(
                path.substring(path.lastIndexOf('/') + 1), directory, bytes == null ? 0 : bytes.length, 0);
    }

    private void put(String path, byte[] bytes) {
        files.put(path, bytes);
        int slash = path.lastIndexOf('/');
        directory(path.substring(0, slash));
        children(path.substring(0, slash)).put(path.substring(slash + 1), false);
    }

    private void directory(String path) {
        int slash = path.lastIndexOf('/');
        children(path);
        if (slash > 0 && children(path.substring(0, slash)).put(path.substring(slash + 1), true) == null) {
            directory(path.substring(0, slash));
        }
    }

    private Map<String, Boolean> children(String directory) {
        return directories.computeIfAbsent(directory, d -> new LinkedHashMap<>());
    }
}
