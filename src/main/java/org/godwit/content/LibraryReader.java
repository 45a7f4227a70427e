package org.godwit.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a content library states (reference E). The library is not trusted: names, sizes and texts that break the rules
 * are refused with the file named.
 */
public final class LibraryReader {

    private static final int BUFFER = 4096;
    private static final int MAX_INI = 64 * 1024;
    private static final int MAX_PACKAGE_INI = 4 * 1024 * 1024;
    private static final int MAX_FILES = 2_000_000;
    private static final long MAX_SIZE = 1L << 44;

    private final ContentSource source;
    private final @Nullable Workers workers;

    public LibraryReader(ContentSource source) {
        this(source, null);
    }

    /** @param workers who read the manifests of files, many at a time; null for one after the other */
    LibraryReader(ContentSource source, @Nullable Workers workers) {
        this.source = source;
        this.workers = workers;
    }

    /** Ids of all packages in the library, ascending. */
    public List<String> packageIds() throws IOException {
        return source.list(LibraryNames.PACKAGES).stream()
                .filter(e -> !e.directory() && LibraryNames.isIni(e.name()))
                .map(e -> LibraryNames.withoutIni(e.name()))
                .sorted()
                .toList();
    }

    /** @throws ContentException {@code PACKAGE_NOT_IN_LIBRARY}, {@code CONTENT_REFUSED} */
    public PackageManifest readPackage(String packageId) throws IOException {
        String file = LibraryNames.packageIni(packageId);
        StoreEntry entry = source.find(file);
        if (entry == null) {
            throw new ContentException(
                    ContentException.Code.PACKAGE_NOT_IN_LIBRARY,
                    "Package " + packageId + " is not in the content library " + source.location() + ".");
        }
        Ini ini = ini(file, MAX_PACKAGE_INI, entry);
        List<String> contents = ini.keys("Packages");
        for (String content : contents) {
            LibraryNames.contentIni(content);
        }
        if (contents.isEmpty()) {
            throw ContentException.refused(file + " at " + source.location() + " names no content.");
        }
        return new PackageManifest(packageId, ini.value("Info", "Version"), contents);
    }

    /** The whole-content hash that the library states; null if it states none. */
    public @Nullable String statedHash(String contentId) throws IOException {
        String file = LibraryNames.contentIni(contentId);
        StoreEntry entry = source.find(file);
        if (entry == null) {
            return null;
        }
        String hash = ini(file, MAX_INI, entry).value("Info", "Hash");
        return hash == null || hash.isBlank() ? null : hash.strip().toUpperCase(Locale.ROOT);
    }

    /**
     * Reads the manifest of a content with all its files.
     *
     * @throws ContentException {@code PACKAGE_NOT_IN_LIBRARY} if the library lacks it, {@code CONTENT_REFUSED} if a name,
     *     size or hash breaks the rules; the sentence names the file
     */
    public ContentManifest readContent(String contentId) throws IOException {
        return read(tree(contentId));
    }

    /**
     * Lists the manifests of a content's files, without reading them.
     *
     * @throws ContentException as {@link #readContent}
     */
    ContentTree tree(String contentId) throws IOException {
        String root = LibraryNames.contentDirectory(contentId);
        StoreEntry rootEntry = source.find(root);
        String statedHash = statedHash(contentId);
        if (rootEntry == null && statedHash == null) {
            throw new ContentException(
                    ContentException.Code.PACKAGE_NOT_IN_LIBRARY,
                    "Content " + contentId + " is not in the content library " + source.location() + ".");
        }
        List<String> directories = new ArrayList<>();
        List<ContentTree.FileEntry> files = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        open.add("");
        while (!open.isEmpty()) {
            String directory = open.removeFirst();
            String place = directory.isEmpty() ? root : root + "/" + directory;
            List<StoreEntry> entries = new ArrayList<>(source.list(place));
            entries.sort(Comparator.comparing(StoreEntry::name));
            Map<String, String> names = new HashMap<>();
            for (StoreEntry entry : entries) {
                String name = entry.directory() ? entry.name() : fileName(entry.name(), place);
                LibraryNames.segment(name, place);
                String other = names.put(LibraryNames.upperCase(name), name);
                if (name.equals(other)) {
                    continue; // some servers list an entry twice
                }
                if (other != null) {
                    throw ContentException.refused("The names " + LibraryNames.shown(other) + " and "
                            + LibraryNames.shown(name) + " in " + place
                            + " differ only in case: a distribution point cannot hold both.");
                }
                String path = LibraryNames.child(directory, name);
                if (entry.directory()) {
                    directories.add(path);
                    open.addLast(path);
                } else {
                    files.add(new ContentTree.FileEntry(place + "/" + entry.name(), path, entry));
                }
                if (files.size() + directories.size() > MAX_FILES) {
                    throw ContentException.refused(
                            "Content " + contentId + " has more than " + MAX_FILES + " files and directories.");
                }
            }
        }
        return new ContentTree(contentId, statedHash, directories, files);
    }

    /** Reads the manifests that were listed. */
    ContentManifest read(ContentTree tree) throws IOException {
        ContentFile[] files = new ContentFile[tree.files().size()];
        Workers.Work<Integer> one = n -> {
            ContentTree.FileEntry file = tree.files().get(n);
            files[n] = file(ini(file.ini(), MAX_INI, file.entry()), file.ini(), file.path(), source.location());
        };
        List<Integer> numbers = IntStream.range(0, files.length).boxed().toList();
        if (workers == null) {
            for (Integer n : numbers) {
                one.on(n);
            }
        } else {
            workers.forEach(numbers, one);
        }
        return new ContentManifest(tree.contentId(), tree.statedHash(), tree.directories(), List.of(files));
    }

    /** Content ids that use a stored file, as its users list states them; empty if there is none. */
    List<String> users(String hash) throws IOException {
        String file = LibraryNames.fileUsers(hash);
        StoreEntry entry = source.find(file);
        if (entry == null) {
            return List.of();
        }
        Ini ini = ini(file, MAX_PACKAGE_INI, entry);
        String section = ini.firstSection();
        return section == null ? List.of() : ini.keys(section);
    }

    private static String fileName(String iniName, String place) throws ContentException {
        if (!LibraryNames.isIni(iniName)) {
            throw ContentException.refused(LibraryNames.shown(iniName) + " in " + place
                    + " is not a manifest: its name does not end in .INI.");
        }
        return LibraryNames.withoutIni(iniName);
    }

    /** What the manifest of a file states, if it keeps the rules. */
    static ContentFile file(Ini ini, String iniFile, String path, String location) throws ContentException {
        String hash = ini.value("File", "Hash");
        String size = ini.value("File", "Size");
        if (hash == null || size == null) {
            throw ContentException.refused(
                    LibraryNames.shown(iniFile) + " at " + location + " states no hash or no size.");
        }
        long bytes = number(size, 10, iniFile, "size");
        if (bytes < 0 || bytes > MAX_SIZE) {
            throw ContentException.refused(
                    LibraryNames.shown(iniFile) + " at " + location + " states an absurd size: " + bytes + ".");
        }
        String modified = ini.value("File", "TimeModified");
        String attributes = ini.value("File", "Attributes");
        return new ContentFile(
                path,
                bytes,
                modified == null || modified.isEmpty() ? 0 : number(modified, 10, iniFile, "time"),
                attributes == null || attributes.isEmpty() ? 0 : (int) number(attributes, 16, iniFile, "attributes"),
                LibraryNames.hash(hash, iniFile));
    }

    private static long number(String text, int radix, String file, String what) throws ContentException {
        try {
            return Long.parseLong(text.strip(), radix);
        } catch (NumberFormatException e) {
            throw ContentException.refused("The " + what + " that " + LibraryNames.shown(file)
                    + " states is not a number: " + LibraryNames.shown(text) + ".");
        }
    }

    private Ini ini(String file, int limit, StoreEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, entry.size() + 1));
        try (ReadableByteChannel in = source.read(file, 0)) {
            while (in.read(buffer) >= 0) {
                bytes.write(buffer.array(), 0, buffer.position());
                buffer.clear();
                if (bytes.size() > limit) {
                    throw ContentException.refused(LibraryNames.shown(file) + " at " + source.location()
                            + " is larger than a manifest can be (" + limit + " bytes).");
                }
            }
        }
        if (bytes.size() != entry.size()) {
            throw new ContentException(
                    ContentException.Code.LOCATION_FAILED,
                    LibraryNames.shown(file) + " at " + source.location() + " has " + entry.size() + " bytes, of which "
                            + bytes.size() + " could be read.");
        }
        try {
            return Ini.parse(bytes.toByteArray());
        } catch (ContentException e) {
            throw ContentException.refused(
                    LibraryNames.shown(file) + " at " + source.location() + ": " + e.getMessage());
        }
    }
}
