package org.godwit.distribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.content.ContentFile;
import org.godwit.content.ContentManifest;
import org.godwit.content.DestinationLibrary;
import org.godwit.content.LibraryReader;
import org.godwit.content.PackageManifest;
import org.godwit.content.PackageRequest;
import org.godwit.distribution.ContentMigration.ContentPlan;
import org.godwit.site.SourceContent;
import org.springframework.stereotype.Component;

/** Says what a transfer would do, by reading manifests only. */
@Component
class ContentPlanner {

    private static final int FILES_IN_FLIGHT = 4;

    private final GatheredStore gathered;
    private final SourcePointStore sourcePoints;
    private final EvidenceStore evidence;
    private final Libraries libraries;
    private final AgentRoutes routes;

    ContentPlanner(
            GatheredStore gathered,
            SourcePointStore sourcePoints,
            EvidenceStore evidence,
            Libraries libraries,
            AgentRoutes routes) {
        this.gathered = gathered;
        this.sourcePoints = sourcePoints;
        this.evidence = evidence;
        this.libraries = libraries;
        this.routes = routes;
    }

    /** A package as its source states it; contents are read once they are needed. */
    private record Stated(PackageManifest manifest, LibraryReader library, Map<String, ContentManifest> contents) {
        ContentManifest content(String contentId) throws IOException {
            ContentManifest content = contents.get(contentId);
            if (content == null) {
                content = library.readContent(contentId);
                contents.put(contentId, content);
            }
            return content;
        }
    }

    private static final class Sums {
        private long packages;
        private long files;
        private long bytes;
        private long there;
        private final List<ContentPlan.Item> items = new ArrayList<>();
    }

    ContentPlan plan(long hierarchyId, List<String> packageIds, List<DistributionPointEntity> points) {
        Sums sums = new Sums();
        Map<Long, Set<String>> counted = new HashMap<>();
        Map<Long, DestinationLibrary> open = new HashMap<>();
        try (SourceChoice sources = new SourceChoice(hierarchyId, gathered, sourcePoints, libraries)) {
            for (String packageId : packageIds) {
                Stated stated = null;
                String blocked = null;
                try {
                    stated = stated(sources, packageId);
                } catch (IOException e) {
                    blocked = e.getMessage();
                }
                for (DistributionPointEntity point : points) {
                    if (stated == null) {
                        unread(sums, hierarchyId, packageId, point, blocked);
                        continue;
                    }
                    try {
                        DestinationLibrary library = library(point, open);
                        add(sums, stated, point, library, counted.computeIfAbsent(point.id(), p -> new HashSet<>()));
                    } catch (IOException e) {
                        unread(sums, hierarchyId, packageId, point, e.getMessage());
                    }
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            open.values().forEach(DestinationLibrary::close);
        }
        return new ContentPlan(sums.packages, sums.files, sums.bytes, sums.there, List.copyOf(sums.items));
    }

    private static Stated stated(SourceChoice sources, String packageId) throws IOException {
        IOException last = null;
        for (SourcePointStore.Row source : sources.candidates(packageId)) {
            try {
                PackageRequest request = sources.request(packageId, source);
                LibraryReader library = new LibraryReader(request.source());
                PackageManifest manifest = library.readPackage(packageId);
                request.requireExpected(manifest);
                return new Stated(manifest, library, new HashMap<>());
            } catch (IOException e) {
                last = e;
            }
        }
        throw last == null ? new IOException("No source has package " + packageId + ".") : last;
    }

    private DestinationLibrary library(DistributionPointEntity point, Map<Long, DestinationLibrary> open)
            throws IOException {
        DestinationLibrary library = open.get(point.id());
        if (library == null) {
            library = new DestinationLibrary(libraries.target(point), evidence.of(point.id()), FILES_IN_FLIGHT);
            open.put(point.id(), library);
        }
        return library;
    }

    private static void add(
            Sums sums, Stated stated, DistributionPointEntity point, DestinationLibrary library, Set<String> counted)
            throws IOException {
        boolean upToDate = library.unchanged(stated.manifest(), stated.library()) != null;
        List<ContentPlan.Item> items = new ArrayList<>();
        List<ContentFile> files = new ArrayList<>();
        for (String contentId : stated.manifest().contentIds()) {
            ContentManifest content = stated.content(contentId);
            files.addAll(content.files());
            items.add(new ContentPlan.Item(
                    stated.manifest().packageId(),
                    contentId,
                    point.id(),
                    upToDate ? "UP_TO_DATE" : "TRANSFER",
                    upToDate ? "It is published there and proven." : null,
                    content.files().size(),
                    content.bytes()));
        }
        sums.items.addAll(items);
        if (upToDate) {
            return;
        }
        sums.packages++;
        sums.files += files.size();
        for (ContentFile file : files) {
            if (counted.add(file.hash())) {
                sums.bytes += file.size();
                sums.there += library.holds(file) ? file.size() : 0;
            }
        }
    }

    /** Libraries that only agents reach cannot be read here: the plan then says what the site states. */
    private void unread(
            Sums sums,
            long hierarchyId,
            String packageId,
            DistributionPointEntity point,
            @org.jspecify.annotations.Nullable String reason) {
        if (routes.route(point.id(), hierarchyId).isEmpty()) {
            sums.items.add(blocked(packageId, point, reason));
            return;
        }
        sums.packages++;
        for (SourceContent content : gathered.contents(hierarchyId, packageId)) {
            long bytes = content.sizeKb() * 1024;
            sums.bytes += bytes;
            sums.items.add(new ContentPlan.Item(
                    packageId,
                    content.contentId(),
                    point.id(),
                    "TRANSFER",
                    "An agent moves it; sizes are as the site states them.",
                    0,
                    bytes));
        }
    }

    private static ContentPlan.Item blocked(
            String packageId, DistributionPointEntity point, @org.jspecify.annotations.Nullable String reason) {
        return new ContentPlan.Item(
                packageId, "", point.id(), "BLOCKED", reason == null ? "It cannot be read." : reason, 0, 0);
    }
}
