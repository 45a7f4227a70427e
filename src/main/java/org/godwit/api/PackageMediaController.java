package org.godwit.api;

import java.net.URI;
import org.godwit.distribution.PackageMedia;
import org.godwit.distribution.PackageMediaService;
import org.godwit.distribution.PackageMediaService.NewMediaExport;
import org.godwit.distribution.PackageMediaService.NewMediaImport;
import org.godwit.distribution.PackageMediaService.StartedExport;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Packages on media for carrying. */
@RestController
@RequestMapping("/api/v1/package-media")
class PackageMediaController {

    private final PackageMediaService media;

    PackageMediaController(PackageMediaService media) {
        this.media = media;
    }

    @GetMapping
    Page<PackageMedia> list(PageQuery query) {
        return media.list(query);
    }

    @GetMapping("/{id}")
    PackageMedia get(@PathVariable long id) {
        return media.get(id);
    }

    /** The key is in this answer and nowhere else. */
    @PostMapping("/exports")
    ResponseEntity<StartedExport> export(@RequestBody NewMediaExport wanted) {
        StartedExport started = media.export(wanted);
        return ResponseEntity.accepted()
                .location(location(started.media()))
                .cacheControl(CacheControl.noStore())
                .body(started);
    }

    @PostMapping("/imports")
    ResponseEntity<PackageMedia> importMedia(@RequestBody NewMediaImport wanted) {
        PackageMedia started = media.importMedia(wanted);
        return ResponseEntity.accepted().location(location(started)).body(started);
    }

    private static URI location(PackageMedia media) {
        return URI.create("/api/v1/package-media/" + media.id());
    }
}
