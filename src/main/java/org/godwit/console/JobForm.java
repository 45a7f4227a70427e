package org.godwit.console;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.console.page.Show;
import org.godwit.job.ClientChoice;
import org.godwit.job.ConflictResolution;
import org.godwit.job.JobSchedule;
import org.godwit.job.JobSelection;
import org.godwit.job.JobType;
import org.godwit.job.NewMigrationJob;
import org.godwit.job.PackageChoice;
import org.godwit.shared.GodwitException;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * The form that creates a migration job.
 *
 * @param source id of the source hierarchy
 * @param except ids of objects that stay behind though something chosen needs them
 * @param clientSite site code of the clients' site
 * @param smsIds SMSIDs, apart by blanks, commas or lines
 * @param packageIds PackageIDs, likewise
 * @param at first run, in the reader's zone
 * @param collectionMapping one {@code source=destination} a line
 * @param siteCodeMapping one {@code source=destination} a line
 * @param query objects chosen by what is known of them
 * @param takeover source distribution points to be reassigned
 * @param details what is set for single types and objects
 */
record JobForm(
        @Nullable String name,
        @Nullable String description,
        @Nullable JobType type,
        @Nullable Long source,
        @Nullable Set<ObjectType> types,
        @Nullable Set<Long> entities,
        @Nullable Set<Long> except,
        @Nullable Reach clients,
        @Nullable String collectionId,
        @Nullable String clientSite,
        @Nullable String organizationalUnit,
        @Nullable String smsIds,
        @Nullable Reach packages,
        @Nullable String packageIds,
        @Nullable List<Long> points,
        @Nullable ConflictResolution conflict,
        @Nullable Set<String> scopes,
        @Nullable String contentOwner,
        JobSchedule.@Nullable When when,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime at,

        @Nullable String every,
        @Nullable String collectionMapping,
        @Nullable String siteCodeMapping,
        @Nullable JobFormQuery query,
        @Nullable JobFormTakeover takeover,
        @Nullable JobFormDetails details) {

    /** Which clients or packages are taken. */
    enum Reach {
        NONE,
        ALL,
        COLLECTION,
        SITE,
        UNIT,
        LIST
    }

    static JobForm empty(@Nullable Long source, @Nullable Set<Long> entities) {
        return new JobForm(
                null,
                null,
                JobType.OBJECT,
                source,
                Set.of(),
                entities,
                Set.of(),
                Reach.NONE,
                null,
                null,
                null,
                null,
                Reach.NONE,
                null,
                List.of(),
                ConflictResolution.SKIP,
                Set.of(),
                null,
                JobSchedule.When.LATER,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    NewMigrationJob request(Show show) {
        JobFormDetails finer = details();
        return new NewMigrationJob(
                text(name),
                text(description).isEmpty() ? null : text(description),
                Objects.requireNonNullElse(type, JobType.OBJECT),
                Objects.requireNonNullElse(source, 0L),
                new JobSelection(
                        types,
                        entities,
                        clientChoice(),
                        packageChoice(),
                        points,
                        query == null ? null : query.choice(show),
                        leftBehind(),
                        finer.withoutRelated() ? Boolean.FALSE : null,
                        takeover == null ? null : takeover.choice()),
                conflict,
                scopes,
                text(contentOwner).isEmpty() ? null : text(contentOwner),
                schedule(show),
                mapping(collectionMapping),
                mapping(siteCodeMapping),
                finer.conflictChoices(),
                finer.scopesByType(),
                finer.bootImages(),
                finer.withoutFolders() ? Boolean.FALSE : null,
                finer.priority());
    }

    @Override
    public JobFormDetails details() {
        return Objects.requireNonNullElse(details, JobFormDetails.NONE);
    }

    /** An object that is chosen is not left behind. */
    private Set<Long> leftBehind() {
        Set<Long> left = new HashSet<>(Objects.requireNonNullElse(except, Set.of()));
        left.removeAll(Objects.requireNonNullElse(entities, Set.<Long>of()));
        return left;
    }

    private @Nullable ClientChoice clientChoice() {
        return clients(clients, collectionId, clientSite, organizationalUnit, smsIds);
    }

    /** The choice of clients that these fields make; null for none. */
    static @Nullable ClientChoice clients(
            @Nullable Reach reach,
            @Nullable String collectionId,
            @Nullable String site,
            @Nullable String organizationalUnit,
            @Nullable String smsIds) {
        return switch (Objects.requireNonNullElse(reach, Reach.NONE)) {
            case NONE -> null;
            case ALL -> ClientChoice.everyone();
            case COLLECTION -> new ClientChoice(false, text(collectionId), List.of());
            case SITE -> new ClientChoice(false, null, List.of(), text(site), null, null);
            case UNIT -> new ClientChoice(false, null, List.of(), null, text(organizationalUnit), null);
            case LIST -> new ClientChoice(false, null, words(smsIds));
        };
    }

    private PackageChoice packageChoice() {
        return switch (Objects.requireNonNullElse(packages, Reach.NONE)) {
            case NONE, COLLECTION, SITE, UNIT -> PackageChoice.none();
            case ALL -> PackageChoice.everything();
            case LIST -> new PackageChoice(false, Set.copyOf(words(packageIds)));
        };
    }

    private JobSchedule schedule(Show show) {
        JobSchedule.When chosen = Objects.requireNonNullElse(when, JobSchedule.When.LATER);
        boolean timed = chosen == JobSchedule.When.AT;
        Instant first = timed && at != null ? show.instant(at) : null;
        return new JobSchedule(chosen, first, timed && !text(every).isEmpty() ? text(every) : null);
    }

    private static Map<String, String> mapping(@Nullable String lines) {
        Map<String, String> mapping = new LinkedHashMap<>();
        for (String line : text(lines).lines().filter(l -> !l.isBlank()).toList()) {
            String[] sides = line.split("=", 2);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw GodwitException.invalid(
                        "MAPPING_INVALID",
                        "The line '" + line.strip() + "' does not say what becomes what.",
                        "Write one pair a line, for example PS1=GDW.");
            }
            mapping.put(sides[0].strip(), sides[1].strip());
        }
        return mapping;
    }

    private static List<String> words(@Nullable String text) {
        return Arrays.stream(text(text).split("[\\s,;]+"))
                .filter(w -> !w.isEmpty())
                .distinct()
                .collect(Collectors.toList());
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
