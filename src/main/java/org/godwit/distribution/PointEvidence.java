package org.godwit.distribution;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentEvidence.ProvenFile;
import org.godwit.content.ContentHash;
import org.godwit.shared.Csv;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes out what proves everything that is published at a destination point, one content at a time. */
@Component
class PointEvidence {

    private static final List<String> COLUMNS = List.of(
            "packageId",
            "contentId",
            "path",
            "bytes",
            "sha256",
            "storedAs",
            "expectedFrom",
            "contentHash",
            "contentHashStatedBy",
            "contentHashVerdict",
            "verifiedHow",
            "verifiedAt");

    private final PointStore points;
    private final EvidenceStore evidence;

    PointEvidence(PointStore points, EvidenceStore evidence) {
        this.points = points;
        this.evidence = evidence;
    }

    void write(DistributionPointEntity point, EvidenceFormat format, OutputStream out) {
        long pointId = point.id();
        try {
            BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            if (format == EvidenceFormat.CSV) {
                Csv.line(text, COLUMNS);
            } else {
                text.write("# What is published at " + plain(point.name())
                        + ", relative to its content library's root.\n");
                if (spansDrives(point.location())) {
                    text.write(
                            "# FileLib spans drives, " + plain(point.location().text())
                                    + ": check at the root of each with --ignore-missing. The number of files is at the end.\n");
                }
            }
            Set<String> written = new HashSet<>();
            for (StoredPackage stored : points.allPackages(pointId)) {
                for (String contentId : stored.contentIds()) {
                    EvidenceStore.Kept kept = evidence.kept(pointId, contentId);
                    if (format == EvidenceFormat.CSV) {
                        csv(text, stored, kept);
                    } else {
                        sums(text, stored, contentId, kept, written);
                    }
                }
            }
            if (format == EvidenceFormat.SHA256SUM) {
                text.write("# " + written.size() + " files\n");
            }
            text.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean spansDrives(Location location) {
        return location instanceof Location.Directory directory
                ? !directory.additionalPaths().isEmpty()
                : location instanceof Location.Smb smb && smb.share().equalsIgnoreCase("SCCMContentLib$");
    }

    private static void csv(Appendable out, StoredPackage stored, EvidenceStore.@Nullable Kept kept)
            throws IOException {
        if (kept == null || kept.doubted()) {
            return;
        }
        ContentEvidence content = kept.evidence();
        for (ProvenFile file : content.files()) {
            Csv.line(
                    out,
                    Arrays.asList(
                            stored.packageId(),
                            content.contentId(),
                            file.path(),
                            file.mark().size(),
                            file.hash().toLowerCase(Locale.ROOT),
                            storedAs(file),
                            expectedFrom(content),
                            content.statedHash(),
                            content.statedBy(),
                            content.verdict(),
                            file.how(),
                            kept.verifiedAt()));
        }
    }

    private static void sums(
            Appendable out,
            StoredPackage stored,
            String contentId,
            EvidenceStore.@Nullable Kept kept,
            Set<String> written)
            throws IOException {
        String name = "# " + stored.packageId() + " " + contentId;
        if (kept == null || kept.doubted()) {
            out.append(name).append(": not proven; let the distribution point be verified and repaired\n");
            return;
        }
        ContentEvidence content = kept.evidence();
        out.append(name)
                .append(": verified at ")
                .append(kept.verifiedAt().toString())
                .append("; expected hashes from ")
                .append(expectedFrom(content))
                .append("; whole content ")
                .append(content.verdict().name())
                .append(content.statedBy() == null ? "" : " by " + content.statedBy())
                .append('\n');
        for (ProvenFile file : content.files()) {
            out.append("#   ")
                    .append(plain(file.path()))
                    .append(", ")
                    .append(Long.toString(file.mark().size()))
                    .append(" bytes, ")
                    .append(file.how().name())
                    .append(", ")
                    .append(file.hash().toLowerCase(Locale.ROOT))
                    .append('\n');
        }
        for (ProvenFile file : content.files()) {
            if (written.add(file.hash())) {
                out.append(file.hash().toLowerCase(Locale.ROOT))
                        .append("  ")
                        .append(storedAs(file))
                        .append('\n');
            }
        }
    }

    /** The manifest of the library it came from; with the site behind it where that states the whole content's hash. */
    private static String expectedFrom(ContentEvidence content) {
        boolean site =
                content.statedBy() == ContentHash.StatedBy.SITE && content.verdict() == ContentHash.Verdict.CONFIRMED;
        return site ? "MANIFEST_CONFIRMED_BY_SITE" : "MANIFEST";
    }

    private static String storedAs(ProvenFile file) {
        return "FileLib/" + file.hash().substring(0, 4) + "/" + file.hash();
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
