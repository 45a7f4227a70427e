package org.godwit.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.godwit.shared.Digests;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a whole content as public reverse engineering reads it (reference F). It is not documented by Microsoft, so a
 * difference means "not confirmed", never corruption, as long as every file's own hash is right.
 */
public final class ContentHash {

    /** Names as NTFS lists them: by upper-cased UTF-16 units. */
    private static final Comparator<String> LISTING =
            Comparator.comparing(LibraryNames::upperCase).thenComparing(name -> name);

    private ContentHash() {}

    /** What became of comparing the computed hash with the stated one. */
    public enum Verdict {
        CONFIRMED,
        NOT_CONFIRMED,
        NOT_STATED
    }

    /** Who stated the hash of a whole content. */
    public enum StatedBy {
        /** The site database: the stronger of the two. */
        SITE,
        /** The content library itself. */
        LIBRARY
    }

    /** The stronger of those that state a hash; null if none does. */
    public static @Nullable StatedBy statedBy(@Nullable String siteHash, @Nullable String libraryHash) {
        if (siteHash != null && !siteHash.isBlank()) {
            return StatedBy.SITE;
        }
        return libraryHash != null && !libraryHash.isBlank() ? StatedBy.LIBRARY : null;
    }

    /** The hash of what the manifest lists, 64 upper-case hex digits. */
    public static String of(ContentManifest manifest) {
        Map<String, List<String>> directories = new HashMap<>();
        for (String directory : manifest.directories()) {
            directories
                    .computeIfAbsent(parent(directory), d -> new ArrayList<>())
                    .add(directory);
        }
        Map<String, List<ContentFile>> files = new HashMap<>();
        for (ContentFile file : manifest.files()) {
            files.computeIfAbsent(parent(file.path()), d -> new ArrayList<>()).add(file);
        }
        directories.values().forEach(d -> d.sort(LISTING));
        files.values().forEach(f -> f.sort(Comparator.comparing(ContentFile::path, LISTING)));
        MessageDigest digest = Digests.sha256();
        feed("", directories, files, digest);
        return HexFormat.of().withUpperCase().formatHex(digest.digest());
    }

    /**
     * @param siteHash what the site database states, the stronger one; null if it states none
     * @param libraryHash what the library's manifest states; null if it states none
     */
    public static Verdict judge(ContentManifest manifest, @Nullable String siteHash, @Nullable String libraryHash) {
        String stated = siteHash == null || siteHash.isBlank() ? libraryHash : siteHash;
        if (stated == null || stated.isBlank()) {
            return Verdict.NOT_STATED;
        }
        return stated.strip().equalsIgnoreCase(of(manifest)) ? Verdict.CONFIRMED : Verdict.NOT_CONFIRMED;
    }

    private static void feed(
            String directory,
            Map<String, List<String>> directories,
            Map<String, List<ContentFile>> files,
            MessageDigest digest) {
        List<String> children = directories.getOrDefault(directory, List.of());
        List<ContentFile> here = files.getOrDefault(directory, List.of());
        children.forEach(child -> text(path(child), digest));
        here.forEach(file -> text(path(file.path()), digest));
        here.forEach(file -> text(file.hash(), digest));
        children.forEach(child -> feed(child, directories, files, digest));
    }

    private static String path(String path) {
        char[] units = path.replace('/', '\\').toCharArray();
        for (int i = 0; i < units.length; i++) {
            units[i] = Character.toLowerCase(units[i]);
        }
        return new String(units);
    }

    private static void text(String text, MessageDigest digest) {
        digest.update(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
