package org.godwit.job;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.godwit.catalog.Catalogue;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.site.ObjectType;
import org.springframework.stereotype.Component;

/** What a request for a job must fulfil before there is a job. */
@Component
class JobValidation {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 2000;
    private static final int MOST_CHOICES = 100_000;

    private final SourceConnections sources;
    private final JobReferences references;
    private final Catalogue catalogue;
    private final ScopeGuard scopes;
    private final Clock clock;

    JobValidation(
            SourceConnections sources, JobReferences references, Catalogue catalogue, ScopeGuard scopes, Clock clock) {
        this.sources = sources;
        this.scopes = scopes;
        this.references = references;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** @throws GodwitException that says what is wrong */
    void check(NewMigrationJob request) {
        require(
                request.name() != null
                        && !request.name().isBlank()
                        && request.name().strip().length() <= LONGEST_NAME,
                "JOB_NAME_INVALID",
                "A job needs a name of 1 to " + LONGEST_NAME + " characters.",
                "Give it a name that says what it migrates.");
        require(
                request.description() == null || request.description().length() <= LONGEST_DESCRIPTION,
                "JOB_DESCRIPTION_INVALID",
                "The description is longer than " + LONGEST_DESCRIPTION + " characters.",
                "Shorten it.");
        require(
                request.type() != null,
                "JOB_TYPE_MISSING",
                "The job's type is missing.",
                "Give one of OBJECT, COLLECTION, CLIENT, CONTENT, MODIFIED and DISTRIBUTION_POINT.");
        scopes.require(Securable.SOURCE_HIERARCHY, request.sourceHierarchyId());
        sources.dataClasses(request.sourceHierarchyId());
        selection(request);
        conflicts(request);
        references.check(request);
        JobSchedule schedule = request.schedule();
        if (schedule != null) {
            schedule(schedule);
        }
    }

    private void selection(NewMigrationJob request) {
        JobSelection select = request.select();
        boolean chosen = select != null
                && (select.takesObjects()
                        || select.clients() != null
                        || select.takesContent()
                        || select.takeover() != null);
        require(
                chosen || request.type() == JobType.MODIFIED && select != null,
                "JOB_SELECTION_EMPTY",
                "Nothing is selected for this job.",
                "Select object types, objects, clients or packages.");
        require(
                select.entityIds().size() <= MOST_CHOICES,
                "JOB_SELECTION_TOO_LARGE",
                "More than " + MOST_CHOICES + " objects are named one by one.",
                "Select whole types instead.");
        boolean fits = switch (request.type()) {
            case OBJECT -> select.takesObjects();
            case COLLECTION ->
                select.types().contains(ObjectType.COLLECTION)
                        || select.query() != null
                        || catalogue.byIds(request.sourceHierarchyId(), select.entityIds()).stream()
                                .anyMatch(e -> e.type() == ObjectType.COLLECTION);
            case CLIENT -> select.clients() != null;
            case CONTENT -> select.takesContent();
            case MODIFIED -> true;
            case DISTRIBUTION_POINT ->
                select.takeover() != null
                        || select.takesContent() && !select.distributionPoints().isEmpty();
        };
        require(
                fits,
                "JOB_SELECTION_UNFIT",
                "The selection does not hold what a job of type " + request.type() + " is about.",
                switch (request.type()) {
                    case OBJECT -> "Select object types or objects.";
                    case COLLECTION -> "Select the type COLLECTION or some collections.";
                    case CLIENT -> "Select clients.";
                    case CONTENT -> "Select packages.";
                    case MODIFIED -> "Select types, objects, or nothing for every modified object.";
                    case DISTRIBUTION_POINT ->
                        "Give 'takeover' with the source distribution points to reassign, or packages and distribution points.";
                });
        TakeoverChoice takeover = select.takeover();
        require(
                takeover == null
                        || request.type() == JobType.DISTRIBUTION_POINT
                                && !takeover.sourcePoints().isEmpty(),
                "JOB_TAKEOVER_INVALID",
                "A takeover goes with a job of type DISTRIBUTION_POINT and names its source distribution points.",
                "Give {\"takeover\": {\"sourcePoints\": [...], \"siteCode\": \"GDW\"}} in a job of that type.");
        Set<Long> both = new HashSet<>(select.except());
        both.retainAll(select.entityIds());
        require(
                both.isEmpty(),
                "JOB_SELECTION_CONTRADICTORY",
                "An object is both selected and excepted: "
                        + both.stream().sorted().limit(5).toList() + ".",
                "Name it in 'entityIds' or in 'except', not in both.");
    }

    private static void conflicts(NewMigrationJob request) {
        require(
                request.conflict() != ConflictResolution.RENAME,
                "CONFLICT_CHOICE_INVALID",
                "RENAME can be chosen for single objects only.",
                "Give SKIP or OVERWRITE for the job, and RENAME in 'conflicts' by entity id.");
        require(
                request.type() != JobType.MODIFIED || request.conflict() != ConflictResolution.SKIP,
                "CONFLICT_CHOICE_INVALID",
                "A job of objects modified after migration always overwrites.",
                "Leave 'conflict' out, or give OVERWRITE.");
    }

    private void schedule(JobSchedule schedule) {
        Instant at = schedule.at();
        boolean timed = schedule.when() == JobSchedule.When.AT;
        require(
                timed == (at != null) && (timed || schedule.every() == null),
                "SCHEDULE_INVALID",
                "A time and a repetition go with 'AT', and 'AT' needs a time.",
                "Give {\"when\": \"AT\", \"at\": \"2030-01-31T02:00:00Z\", \"every\": \"PT24H\"}.");
        if (at != null) {
            schedule.next(clock.instant());
        }
    }

    private static void require(boolean fulfilled, String code, String message, String hint) {
        if (!fulfilled) {
            throw GodwitException.invalid(code, message, hint);
        }
    }
}
