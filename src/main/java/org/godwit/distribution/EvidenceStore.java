package org.godwit.distribution;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentHash;
import org.godwit.content.DestinationRecords;
import org.godwit.content.FileMark;
import org.godwit.content.ManifestMarks;
import org.godwit.shared.Chunks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** What was proven at destination points: verified files by hash, and the evidence of every published content. */
@Repository
class EvidenceStore {

    /** Below the number of parameters SQL Server takes. */
    private static final int LOOKED_FOR = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;

    EvidenceStore(JdbcClient jdbc, JdbcTemplate batches, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
    }

    /** The records of one destination library; used by several threads. */
    DestinationRecords of(long pointId) {
        return records(pointId, marks -> transaction.executeWithoutResult(t -> addVerified(pointId, marks)));
    }

    /** The same, for somebody who may not write them down. */
    DestinationRecords readOnly(long pointId) {
        return records(pointId, marks -> {});
    }

    private DestinationRecords records(long pointId, Consumer<Map<String, FileMark>> remember) {
        return new DestinationRecords() {
            @Override
            public Map<String, FileMark> verified(Collection<String> hashes) {
                return EvidenceStore.this.verified(pointId, hashes);
            }

            @Override
            public void addVerified(Map<String, FileMark> marks) {
                remember.accept(marks);
            }

            @Override
            public @Nullable ContentEvidence evidence(String contentId) {
                return EvidenceStore.this.evidence(pointId, contentId);
            }
        };
    }

    /** The marks of one destination library's manifests; used by several threads. */
    ManifestMarks marks(long pointId) {
        return new ManifestMarks() {
            @Override
            public @Nullable String of(String contentId) {
                return jdbc.sql("SELECT manifest_mark FROM content_evidence"
                                + " WHERE distribution_point_id = :point AND content_id = :content")
                        .param("point", pointId)
                        .param("content", contentId)
                        .query((row, n) -> Optional.ofNullable(row.getString(1)))
                        .optional()
                        .flatMap(mark -> mark)
                        .orElse(null);
            }

            @Override
            public void put(String contentId, String mark) {
                jdbc.sql("UPDATE content_evidence SET manifest_mark = :mark"
                                + " WHERE distribution_point_id = :point AND content_id = :content")
                        .param("mark", mark)
                        .param("point", pointId)
                        .param("content", contentId)
                        .update();
            }
        };
    }

    /** Joins with the hashes: a list in a condition would be compared with every file of the point. */
    private Map<String, FileMark> verified(long pointId, Collection<String> hashes) {
        Map<String, FileMark> found = new HashMap<>();
        for (List<String> lot : Chunks.of(hashes, LOOKED_FOR)) {
            batches.query(
                    "SELECT v.file_hash, v.size_bytes, v.modified_nanos FROM (VALUES "
                            + String.join(", ", Collections.nCopies(lot.size(), "(CAST(? AS NVARCHAR(64)))"))
                            + ") w (hash) JOIN verified_file v ON v.file_hash = w.hash"
                            + " AND v.distribution_point_id = ?",
                    (RowCallbackHandler)
                            row -> found.put(row.getString(1), new FileMark(row.getLong(2), row.getLong(3))),
                    Stream.concat(lot.stream(), Stream.of(pointId)).toArray());
        }
        return found;
    }

    private void addVerified(long pointId, Map<String, FileMark> marks) {
        Map<String, FileMark> known = verified(pointId, marks.keySet());
        List<Object[]> fresh = new ArrayList<>();
        List<Object[]> changed = new ArrayList<>();
        marks.forEach((hash, mark) -> {
            FileMark before = known.get(hash);
            if (before == null) {
                fresh.add(new Object[] {pointId, hash, mark.size(), mark.modifiedNanos()});
            } else if (!before.equals(mark)) {
                changed.add(new Object[] {mark.size(), mark.modifiedNanos(), pointId, hash});
            }
        });
        batches.batchUpdate(
                "INSERT INTO verified_file (distribution_point_id, file_hash, size_bytes, modified_nanos) VALUES (?, ?, ?, ?)",
                fresh);
        batches.batchUpdate(
                "UPDATE verified_file SET size_bytes = ?, modified_nanos = ? WHERE distribution_point_id = ? AND file_hash = ?",
                changed);
    }

    /** What was removed is known no longer. */
    void forget(long pointId, Collection<String> hashes, Collection<String> contentIds) {
        forgetFiles(pointId, hashes);
        batches.batchUpdate(
                "DELETE FROM content_evidence WHERE distribution_point_id = ? AND content_id = ?",
                contentIds.stream().map(id -> new Object[] {pointId, id}).toList());
    }

    /** Damaged files and the contents they belong to are not trusted any longer: the next transfer looks at them again. */
    void doubt(long pointId, Collection<String> hashes, Collection<String> contentIds, Instant now) {
        forgetFiles(pointId, hashes);
        batches.batchUpdate(
                "UPDATE content_evidence SET doubted_at = ? WHERE distribution_point_id = ? AND content_id = ?",
                contentIds.stream()
                        .map(id -> new Object[] {PointStore.utc(now), pointId, id})
                        .toList());
    }

    /**
     * Contents were found to be what they were when they were published.
     *
     * @param seen when each was looked at, by content id
     */
    void confirmed(long pointId, Map<String, Instant> seen) {
        batches.batchUpdate(
                "UPDATE content_evidence SET verified_at = ?"
                        + " WHERE distribution_point_id = ? AND content_id = ? AND verified_at < ? AND doubted_at IS NULL",
                seen.entrySet().stream()
                        .map(e -> new Object[] {
                            PointStore.utc(e.getValue()), pointId, e.getKey(), PointStore.utc(e.getValue())
                        })
                        .toList());
    }

    private void forgetFiles(long pointId, Collection<String> hashes) {
        batches.batchUpdate(
                "DELETE FROM verified_file WHERE distribution_point_id = ? AND file_hash = ?",
                hashes.stream().map(hash -> new Object[] {pointId, hash}).toList());
    }

    /** Points in use, but for one, whose stored file of this hash was proven. */
    List<Long> holders(String hash, long exceptPointId) {
        return jdbc.sql("""
                        SELECT v.distribution_point_id FROM verified_file v
                        JOIN distribution_point p ON p.id = v.distribution_point_id
                        WHERE v.file_hash = :hash AND v.distribution_point_id <> :except AND p.state IS NULL
                        ORDER BY v.distribution_point_id""")
                .param("hash", hash)
                .param("except", exceptPointId)
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** What proves a content now; null if nothing does, or damage was found since. */
    @Nullable ContentEvidence evidence(long pointId, String contentId) {
        Kept kept = kept(pointId, contentId);
        return kept == null || kept.doubted() ? null : kept.evidence();
    }

    /** What proves each of these contents now; null if there is none, or one of them is not proven. */
    @Nullable List<ContentEvidence> proven(long pointId, List<String> contentIds) {
        List<ContentEvidence> proven = new ArrayList<>();
        for (String contentId : contentIds) {
            ContentEvidence one = evidence(pointId, contentId);
            if (one == null) {
                return null;
            }
            proven.add(one);
        }
        return proven.isEmpty() ? null : proven;
    }

    /** Whether all these contents are proven now. */
    boolean undoubted(long pointId, Collection<String> contentIds) {
        return jdbc.sql("""
                                SELECT COUNT(*) FROM content_evidence WHERE distribution_point_id = :point
                                    AND doubted_at IS NULL AND content_id IN (:contents)""")
                        .param("point", pointId)
                        .param("contents", contentIds)
                        .query(Long.class)
                        .single()
                == contentIds.size();
    }

    /** What proved a content when it was published, whatever was found since; null if it never was. */
    @Nullable ContentEvidence published(long pointId, String contentId) {
        Kept kept = kept(pointId, contentId);
        return kept == null ? null : kept.evidence();
    }

    /**
     * Evidence as it is kept.
     *
     * @param doubted whether damage was found since
     */
    record Kept(ContentEvidence evidence, Instant verifiedAt, boolean doubted) {}

    @Nullable Kept kept(long pointId, String contentId) {
        return jdbc.sql("SELECT * FROM content_evidence WHERE distribution_point_id = :point AND content_id = :content")
                .param("point", pointId)
                .param("content", contentId)
                .query((row, n) -> new Kept(
                        new ContentEvidence(
                                row.getString("package_id"),
                                row.getString("content_id"),
                                row.getString("content_hash"),
                                ContentHash.Verdict.valueOf(row.getString("hash_verdict")),
                                statedBy(row.getString("stated_by")),
                                ContentEvidence.files(row.getBytes("manifest"))),
                        row.getObject("verified_at", OffsetDateTime.class).toInstant(),
                        row.getObject("doubted_at", OffsetDateTime.class) != null))
                .optional()
                .orElse(null);
    }

    private static ContentHash.@Nullable StatedBy statedBy(@Nullable String name) {
        return name == null ? null : ContentHash.StatedBy.valueOf(name);
    }

    /** Adds it or replaces what proved the content before; in the caller's transaction. */
    void put(long pointId, ContentEvidence evidence, Instant now) {
        jdbc.sql("DELETE FROM content_evidence WHERE distribution_point_id = :point AND content_id = :content")
                .param("point", pointId)
                .param("content", evidence.contentId())
                .update();
        jdbc.sql("""
                        INSERT INTO content_evidence (distribution_point_id, content_id, package_id, content_hash,
                            hash_verdict, stated_by, files, bytes, manifest, verified_at)
                        VALUES (:point, :content, :package, :hash, :verdict, :by, :files, :bytes, :manifest, :now)""")
                .param("point", pointId)
                .param("content", evidence.contentId())
                .param("package", evidence.packageId())
                .param("hash", evidence.statedHash())
                .param("verdict", evidence.verdict().name())
                .param(
                        "by",
                        evidence.statedBy() == null ? null : evidence.statedBy().name())
                .param("files", evidence.files().size())
                .param("bytes", evidence.bytes())
                .param("manifest", evidence.table())
                .param("now", PointStore.utc(now))
                .update();
    }
}
