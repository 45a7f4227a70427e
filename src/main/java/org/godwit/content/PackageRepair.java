package org.godwit.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.godwit.content.ContentEvidence.How;
import org.godwit.content.ContentEvidence.ProvenFile;
import org.godwit.content.FileTransfer.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Makes a published package whole again: every stored file that is missing or differs from what was proven is brought from a
 * library that has it, and manifests that were lost are written again. What is right is left alone. The evidence under which
 * the package was published is the measure; no other library's word is taken.
 */
final class PackageRepair {

    private final RetryingTarget target;
    private final LibraryReader reader;
    private final LibraryWriter writer;
    private final FileTransfer files;
    private final Workers workers;
    private final boolean durable;

    PackageRepair(RetryingTarget target, LibraryWriter writer, FileTransfer files, Workers workers, boolean durable) {
        this.target = target;
        this.reader = new LibraryReader(target, workers);
        this.writer = writer;
        this.files = files;
        this.workers = workers;
        this.durable = durable;
    }

    /** A wanted stored file with the contents that use it. */
    private record Wanted(ProvenFile file, Set<String> contentIds) {}

    /**
     * @param published the package as it was published
     * @param proven evidence of every content of it
     * @param damaged hashes of stored files that are known to be missing or wrong, whatever their marks say
     * @param mended gets what was brought or written again and from where, one plain sentence each, from several threads
     * @return with the evidence as it holds now; the bytes moved are those that were brought
     * @throws ContentException if something could not be brought; what was mended until then stays mended
     */
    PackageResult repair(
            PackageManifest published,
            List<ContentEvidence> proven,
            Set<String> damaged,
            RepairSources sources,
            Consumer<String> mended)
            throws IOException {
        Map<String, Wanted> wanted = wanted(proven);
        ConcurrentMap<String, Stored> stored = new ConcurrentHashMap<>();
        workers.forEach(List.copyOf(wanted.values()), one -> {
            String hash = one.file().hash();
            synchronized (writer.lockOf(hash)) {
                stored.put(hash, stored(one, proven, damaged.contains(hash), sources, mended));
            }
            writer.addUsers(hash, one.contentIds(), durable);
        });
        writer.sync(wanted.keySet().stream()
                .map(LibraryNames::fileDirectory)
                .distinct()
                .toList());
        for (ContentEvidence content : proven) {
            manifest(published.packageId(), content, sources, mended);
        }
        if (!states(published)) {
            writer.publishPackage(published);
            mended.accept("The manifest of package " + published.packageId() + " was written again.");
        }
        return result(published, proven, stored);
    }

    private static Map<String, Wanted> wanted(List<ContentEvidence> proven) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (ContentEvidence content : proven) {
            for (ProvenFile file : content.files()) {
                wanted.computeIfAbsent(
                                file.hash(), hash -> new Wanted(file, new TreeSet<>(String.CASE_INSENSITIVE_ORDER)))
                        .contentIds()
                        .add(content.contentId());
            }
        }
        return wanted;
    }

    private Stored stored(
            Wanted wanted,
            List<ContentEvidence> proven,
            boolean damaged,
            RepairSources sources,
            Consumer<String> mended)
            throws IOException {
        ProvenFile file = wanted.file();
        String contentId = wanted.contentIds().iterator().next();
        ContentFile stated = new ContentFile(file.path(), file.mark().size(), 0, 0, file.hash());
        Stored held = files.held(stated, damaged ? null : file.mark());
        if (held != null) {
            return held;
        }
        String packageId = proven.get(0).packageId();
        List<String> reasons = new ArrayList<>();
        for (ContentSource giver : sources.withFile(packageId, file.hash())) {
            try {
                if (!sources.provenThere(giver)) {
                    requireSame(giver, evidenceOf(proven, contentId));
                }
                Stored brought = files.store(giver, contentId, stated, null, durable);
                mended.accept(LibraryNames.shown(file.path()) + " of " + contentId + " ("
                        + LibraryNames.file(file.hash()) + ") was brought from " + giver.location() + ".");
                return brought;
            } catch (ContentException e) {
                if (e.code() == ContentException.Code.STOPPED
                        || e.code() == ContentException.Code.CONTENT_SPACE_LACKING) {
                    throw e;
                }
                reasons.add(e.getMessage());
            } catch (IOException e) {
                reasons.add(giver.location() + ": " + e.getMessage() + ".");
            }
        }
        throw new ContentException(
                ContentException.Code.CONTENT_FILE_MISSING,
                LibraryNames.shown(file.path()) + " of " + contentId + " (" + LibraryNames.file(file.hash()) + ") at "
                        + target.location() + " is missing or differs, and no other library could give it."
                        + (reasons.isEmpty() ? "" : " " + String.join(" ", reasons)));
    }

    private static ContentEvidence evidenceOf(List<ContentEvidence> proven, String contentId) {
        return proven.stream()
                .filter(e -> e.contentId().equalsIgnoreCase(contentId))
                .findFirst()
                .orElseThrow();
    }

    /** Writes the manifest of a content again from a library that states the same, unless it is as it was proven. */
    private void manifest(String packageId, ContentEvidence content, RepairSources sources, Consumer<String> mended)
            throws IOException {
        try {
            if (same(reader.readContent(content.contentId()), content)) {
                return;
            }
        } catch (ContentException e) {
            if (e.retryable()) {
                throw e;
            }
        }
        List<String> reasons = new ArrayList<>();
        for (ContentSource giver : sources.withPackage(packageId)) {
            try {
                ContentManifest manifest = requireSame(giver, content);
                writer.stageContent(manifest, durable);
                writer.publishContent(manifest);
                mended.accept("The manifest of content " + content.contentId() + " was written again, as "
                        + giver.location() + " states it.");
                return;
            } catch (ContentException e) {
                if (e.code() == ContentException.Code.STOPPED) {
                    throw e;
                }
                reasons.add(e.getMessage());
            }
        }
        throw new ContentException(
                ContentException.Code.CONTENT_FILE_MISSING,
                "The manifest of content " + content.contentId() + " at " + target.location()
                        + " is missing or differs, and no other library states the same."
                        + (reasons.isEmpty() ? "" : " " + String.join(" ", reasons)));
    }

    private ContentManifest requireSame(ContentSource giver, ContentEvidence proven) throws IOException {
        ContentManifest manifest =
                new LibraryReader(new RetryingSource(giver, target.retries())).readContent(proven.contentId());
        if (!same(manifest, proven)) {
            throw new ContentException(
                    ContentException.Code.CONTENT_HASH_MISMATCH,
                    "What " + giver.location() + " states of content " + proven.contentId()
                            + " is not what was proven.");
        }
        return manifest;
    }

    /** Whether a manifest lists the files that were proven, with their sizes and hashes. */
    static boolean same(ContentManifest manifest, ContentEvidence proven) {
        Map<String, String> stated = new TreeMap<>();
        manifest.files().forEach(f -> stated.put(f.path(), f.hash() + " " + f.size()));
        Map<String, String> known = new HashMap<>();
        proven.files()
                .forEach(f -> known.put(f.path(), f.hash() + " " + f.mark().size()));
        return stated.equals(known);
    }

    private boolean states(PackageManifest published) throws IOException {
        try {
            return reader.readPackage(published.packageId()).contentIds().equals(published.contentIds());
        } catch (ContentException e) {
            if (e.retryable()) {
                throw e;
            }
            return false;
        }
    }

    private static PackageResult result(
            PackageManifest published, List<ContentEvidence> proven, Map<String, Stored> stored) {
        List<ContentEvidence> now = new ArrayList<>();
        for (ContentEvidence content : proven) {
            List<ProvenFile> mended = new ArrayList<>();
            for (ProvenFile file : content.files()) {
                @Nullable Stored one = stored.get(file.hash());
                if (one == null) {
                    throw new IllegalStateException(file.hash());
                }
                How how = one.how() == How.COPIED ? How.COPIED : file.how();
                mended.add(new ProvenFile(file.path(), file.hash(), one.mark(), how));
            }
            now.add(new ContentEvidence(
                    content.packageId(),
                    content.contentId(),
                    content.statedHash(),
                    content.verdict(),
                    content.statedBy(),
                    mended));
        }
        return new PackageResult(
                published,
                false,
                now.stream().mapToLong(e -> e.files().size()).sum(),
                now.stream().mapToLong(ContentEvidence::bytes).sum(),
                stored.values().stream().mapToLong(Stored::bytesMoved).sum(),
                now);
    }
}
