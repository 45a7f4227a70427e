package org.godwit.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.godwit.archive.SourceAuditArchive;
import org.godwit.archive.SourceAuditArchives;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Archives of sources' own audit messages. */
@RestController
@RequestMapping("/api/v1")
class SourceAuditArchiveController {

    private final SourceAuditArchives archives;

    SourceAuditArchiveController(SourceAuditArchives archives) {
        this.archives = archives;
    }

    @PostMapping("/source-hierarchies/{hierarchyId}/audit-archives")
    ResponseEntity<SourceAuditArchive> request(@PathVariable long hierarchyId) {
        SourceAuditArchive archive = archives.request(hierarchyId);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/source-audit-archives/" + archive.id()))
                .body(archive);
    }

    @GetMapping("/source-audit-archives")
    Page<SourceAuditArchive> list(PageQuery query) {
        return archives.list(query);
    }

    @GetMapping("/source-audit-archives/{id}")
    SourceAuditArchive get(@PathVariable long id) {
        return archives.get(id);
    }

    @PostMapping("/source-audit-archives/{id}/verify")
    Map<String, SourceAuditArchives.Verdict> verify(@PathVariable long id) {
        return Map.of("verdict", archives.verify(id));
    }

    /** The messages as gzipped JSON Lines; their SHA-256 is in the audit trail. */
    @GetMapping("/source-audit-archives/{id}/content")
    void content(@PathVariable long id, HttpServletResponse response) throws IOException {
        response.setContentType("application/gzip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("source-audit-" + id + ".jsonl.gz")
                        .build()
                        .toString());
        archives.write(id, response.getOutputStream());
    }
}
