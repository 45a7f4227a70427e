package org.godwit.sample;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.godwit.content.ContentFile;
import org.godwit.content.ContentHash;
import org.godwit.content.ContentManifest;
import org.godwit.shared.Digests;

/** The SHA-256 of every file, and with them the hash of every whole content (reference F). */
final class HashedContents {

    private final Map<Long, String> hashes = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();

    /** Makes the bytes of every file once, on all processors. */
    HashedContents(long seed, List<PackagePlan.Package> packages) {
        Map<Long, PackagePlan.Blob> blobs = new HashMap<>();
        packages.forEach(p -> p.contents()
                .forEach(c -> c.files().forEach(f -> blobs.put(f.blob().number(), f.blob()))));
        blobs.values().parallelStream()
                .map(blob -> Map.entry(blob.number(), sha256(Blobs.bytes(seed, blob))))
                .toList()
                .forEach(entry -> hashes.put(entry.getKey(), entry.getValue()));
        packages.forEach(p -> p.contents().forEach(c -> contents.put(c.name(), hash(c))));
    }

    /** SHA-256, 64 upper-case hex digits. */
    String of(PackagePlan.Blob blob) {
        return of(blob.number());
    }

    String of(long blob) {
        String hash = hashes.get(blob);
        if (hash == null) {
            throw new IllegalArgumentException("No such file: " + blob);
        }
        return hash;
    }

    /** Whole-content hash, 64 upper-case hex digits. */
    String of(PackagePlan.Content content) {
        return contents.getOrDefault(content.name(), "");
    }

    private String hash(PackagePlan.Content content) {
        List<ContentFile> files = content.files().stream()
                .map(f -> new ContentFile(
                        f.path(), f.blob().size(), PackagePlan.fileTime(f.modified()), f.attributes(), of(f.blob())))
                .toList();
        return ContentHash.of(new ContentManifest(content.name(), null, content.directories(), files));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(Digests.sha256().digest(bytes));
    }
}
