package org.godwit.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.ContentTarget;
import org.godwit.content.DirectoryStore;
import org.godwit.content.MediaKey;
import org.godwit.content.MediaLabel;
import org.godwit.content.MediaSource;
import org.godwit.content.MediaWriter;
import org.godwit.content.PackageManifest;
import org.godwit.content.TransferOptions;
import org.godwit.distribution.MediaWork.Done;
import org.godwit.distribution.PackageMedia.Direction;
import org.godwit.distribution.PackageMedia.Status;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks what is asked of package media, writes down that it was asked, and has it done. */
@Service
class PackageMediaManager implements PackageMediaService {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private final MediaStore store;
    private final MediaWork work;
    private final MediaLibraries libraries;
    private final LocationRules rules;
    private final ScopeGuard scopes;
    private final TransferProperties properties;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PackageMediaManager(
            MediaStore store,
            MediaWork work,
            MediaLibraries libraries,
            LocationRules rules,
            ScopeGuard scopes,
            TransferProperties properties,
            AuditTrail audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.work = work;
        this.libraries = libraries;
        this.rules = rules;
        this.scopes = scopes;
        this.properties = properties;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public StartedExport export(NewMediaExport wanted) {
        Duration validFor = Objects.requireNonNullElse(wanted.validFor(), properties.mediaValidFor());
        Long hierarchy = wanted.sourceHierarchyId();
        Long point = wanted.distributionPointId();
        if ((hierarchy == null) == (point == null)
                || wanted.folder() == null
                || validFor.compareTo(SHORTEST) < 0
                || validFor.compareTo(LONGEST) > 0) {
            throw GodwitException.invalid(
                    "MEDIA_INVALID",
                    "An export needs a folder, a source hierarchy or a distribution point but not both, and a time of 1"
                            + " minute to 30 days for the key.",
                    "Give folder, and sourceHierarchyId or distributionPointId.");
        }
        if (hierarchy != null) {
            scopes.require(Securable.SOURCE_HIERARCHY, hierarchy);
        } else if (point != null) {
            scopes.require(Securable.DISTRIBUTION_POINT, point);
        }
        Path folder = rules.directory(wanted.folder());
        List<String> chosen = Objects.requireNonNullElse(wanted.packageIds(), List.of());
        List<String> packageIds = point == null
                ? libraries.ofHierarchy(Objects.requireNonNull(hierarchy), chosen)
                : libraries.ofPoint(point, chosen);
        requireEmpty(new DirectoryStore(folder));
        MediaKey key = MediaKey.random(random);
        String mediaId = UUID.randomUUID().toString();
        Instant now = clock.instant();
        PackageMedia media = new PackageMedia(
                0,
                mediaId,
                Direction.EXPORT,
                folder.toString(),
                hierarchy,
                point,
                packageIds,
                Status.RUNNING,
                0,
                0,
                now.plus(validFor),
                null,
                null,
                Actor.current().name(),
                now,
                null);
        PackageMedia begun = begun(media, "PACKAGE_MEDIA_EXPORT_STARTED");
        work.begin(begun.id(), "PACKAGE_MEDIA_EXPORTED", media.folder(), options -> {
            ContentTarget target = new DirectoryStore(folder);
            MediaWriter writer = new MediaWriter(target, key, mediaId, options);
            try {
                return write(writer, hierarchy, point, packageIds, now, validFor);
            } catch (IOException | RuntimeException e) {
                target.delete(""); // what is not finished is of no use to anybody
                throw e;
            }
        });
        return new StartedExport(begun, key.text());
    }

    private Done write(
            MediaWriter writer,
            @org.jspecify.annotations.Nullable Long hierarchy,
            @org.jspecify.annotations.Nullable Long point,
            List<String> packageIds,
            Instant now,
            Duration validFor)
            throws IOException {
        MediaWriter.Written written;
        if (point == null) {
            try (SourceChoice sources = libraries.sources(Objects.requireNonNull(hierarchy))) {
                written = writer.write(libraries.fromHierarchy(sources, packageIds), now, validFor);
            }
        } else {
            try (ContentSource library = libraries.library(point)) {
                written = writer.write(libraries.fromPoint(point, library, packageIds), now, validFor);
            }
        }
        return new Done(written.files(), written.bytes());
    }

    private static void requireEmpty(ContentSource folder) {
        try {
            if (!folder.list("").isEmpty()) {
                throw GodwitException.conflict(
                        "MEDIA_FOLDER_NOT_EMPTY",
                        "The folder " + folder.location() + " is not empty.",
                        "Give an empty or a new folder for the media.");
            }
        } catch (IOException e) {
            throw GodwitException.refused(
                    "MEDIA_INVALID", folder.location() + " cannot be used: " + e.getMessage(), "Give another folder.");
        }
    }

    @Override
    public PackageMedia importMedia(NewMediaImport wanted) {
        if (wanted.folder() == null || wanted.key() == null) {
            throw GodwitException.invalid(
                    "MEDIA_INVALID",
                    "An import needs a folder and a key.",
                    "Give folder, key and distributionPointId.");
        }
        scopes.require(Securable.DISTRIBUTION_POINT, wanted.distributionPointId());
        Path folder = rules.directory(wanted.folder());
        libraries.point(wanted.distributionPointId());
        try {
            ContentSource place = new DirectoryStore(folder);
            MediaKey key = MediaKey.of(wanted.key());
            Instant now = clock.instant();
            MediaLabel label = MediaSource.label(place, key);
            requireUnused(label);
            MediaSource media = MediaSource.open(place, key, now);
            PackageMedia begun = begun(
                    new PackageMedia(
                            0,
                            label.mediaId(),
                            Direction.IMPORT,
                            folder.toString(),
                            null,
                            wanted.distributionPointId(),
                            media.packages().stream()
                                    .map(PackageManifest::packageId)
                                    .toList(),
                            Status.RUNNING,
                            0,
                            0,
                            label.expiresAt(),
                            null,
                            null,
                            Actor.current().name(),
                            now,
                            null),
                    "PACKAGE_MEDIA_IMPORT_STARTED");
            work.begin(
                    begun.id(),
                    "PACKAGE_MEDIA_IMPORTED",
                    folder.toString(),
                    options -> imported(media, wanted.distributionPointId(), options));
            return begun;
        } catch (ContentException e) {
            audit.recordApart(AuditEntry.refused("PACKAGE_MEDIA_IMPORTED", MediaWork.TYPE, null, folder.toString())
                    .with("code", e.code().name()));
            throw refused(e);
        } catch (IOException e) {
            throw GodwitException.refused(
                    "MEDIA_INVALID", folder + " cannot be read: " + e.getMessage(), "Copy the media again.");
        }
    }

    private Done imported(MediaSource media, long pointId, TransferOptions options) throws IOException {
        try (media) {
            return libraries.bring(media, pointId, options);
        }
    }

    /** Writes down that it begins; media to be imported are taken, so that nobody else imports them. */
    private PackageMedia begun(PackageMedia media, String action) {
        return Objects.requireNonNull(transaction.execute(t -> {
            long id = store.add(media);
            if (media.direction() == Direction.IMPORT && !store.take(media.mediaId(), id, media.startedAt())) {
                throw used();
            }
            audit.record(AuditEntry.success(action, MediaWork.TYPE, id, media.folder())
                    .with("packages", media.packageIds())
                    .with("distributionPoint", media.distributionPointId())
                    .with("expiresAt", media.expiresAt().toString()));
            return store.find(id, media.startedAt()).orElseThrow();
        }));
    }

    private void requireUnused(MediaLabel label) {
        if (store.used(label.mediaId(), clock.instant())) {
            throw used();
        }
    }

    private GodwitException used() {
        return refused(new ContentException(
                ContentException.Code.MEDIA_KEY_USED,
                "The key of these package media was used: they were imported, or are just being imported."));
    }

    private static GodwitException refused(ContentException e) {
        return GodwitException.refused(
                e.code().name(),
                e.getMessage(),
                switch (e.code()) {
                    case MEDIA_KEY_WRONG -> "Give the key that the export of these media showed.";
                    case MEDIA_KEY_EXPIRED, MEDIA_KEY_USED -> "Export the packages again.";
                    case MEDIA_FILE_ALTERED, MEDIA_FILE_MISSING ->
                        "Copy the media again, and compare them with their SHA256SUMS.";
                    default -> "Give the folder that the media were exported to.";
                });
    }

    @Override
    public Page<PackageMedia> list(PageQuery query) {
        Set<Long> hierarchies = scopes.inReach(Securable.SOURCE_HIERARCHY);
        Set<Long> points = scopes.inReach(Securable.DISTRIBUTION_POINT);
        MediaStore.Reach reach =
                hierarchies == null || points == null ? null : new MediaStore.Reach(hierarchies, points);
        return store.list(reach, query, clock.instant());
    }

    @Override
    public PackageMedia get(long id) {
        return store.find(id, clock.instant())
                .filter(this::reached)
                .orElseThrow(() -> GodwitException.notFound(
                        "PACKAGE_MEDIA_NOT_FOUND",
                        "There is no export or import " + id + ".",
                        "List the package media to see their ids."));
    }

    private boolean reached(PackageMedia media) {
        Long hierarchy = media.sourceHierarchyId();
        Long point = media.distributionPointId();
        return (hierarchy == null || scopes.reaches(Securable.SOURCE_HIERARCHY, hierarchy))
                && (point == null || scopes.reaches(Securable.DISTRIBUTION_POINT, point));
    }
}
