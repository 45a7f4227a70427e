package org.godwit.job;

import java.time.Clock;
import java.util.Optional;
import org.godwit.security.Actor;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Makes jobs: from a request, once for each idempotency key, and from other jobs. */
@Component
class JobCreation {

    private static final int LONGEST_KEY = 200;

    private final JobAccess access;
    private final JobViews views;
    private final JobValidation validation;
    private final JobInsertion insertion;
    private final JobRequestStore requests;
    private final Clock clock;

    JobCreation(
            JobAccess access,
            JobViews views,
            JobValidation validation,
            JobInsertion insertion,
            JobRequestStore requests,
            Clock clock) {
        this.access = access;
        this.views = views;
        this.validation = validation;
        this.insertion = insertion;
        this.requests = requests;
        this.clock = clock;
    }

    MigrationJob create(NewMigrationJob request, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            validation.check(request);
            return access.change(() -> views.of(insertion.insert(request)));
        }
        String key = idempotencyKey.strip();
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw GodwitException.invalid(
                    "IDEMPOTENCY_KEY_INVALID",
                    "The idempotency key must have 1 to " + LONGEST_KEY + " characters.",
                    "Send a random identifier, e.g. a UUID.");
        }
        String digest = CanonicalJson.digest(request);
        Optional<MigrationJob> made = earlier(key, digest);
        if (made.isPresent()) {
            return made.get();
        }
        validation.check(request);
        try {
            return access.change(() -> {
                MigrationJobEntity job = insertion.insert(request);
                requests.insert(Actor.current().name(), key, digest, job.id(), clock.instant());
                return views.of(job);
            });
        } catch (DuplicateKeyException e) {
            return earlier(key, digest).orElseThrow(() -> e);
        }
    }

    /** The job that the same request made before. */
    private Optional<MigrationJob> earlier(String key, String digest) {
        return requests.find(Actor.current().name(), key).map(made -> {
            if (!made.requestDigest().equals(digest)) {
                throw GodwitException.conflict(
                        "IDEMPOTENCY_KEY_REUSED",
                        "This idempotency key was used for another request.",
                        "Use a new key for a new request.");
            }
            return views.of(access.find(made.jobId()));
        });
    }

    MigrationJob copy(long id) {
        MigrationJobEntity original = access.find(id);
        return access.change(
                () -> views.of(insertion.insert(original.copy(Actor.current().name(), clock.instant()))));
    }

    MigrationJob undo(long id) {
        MigrationJobEntity original = access.find(id);
        original.requireNotRunning("undone");
        return access.change(
                () -> views.of(insertion.insert(original.undo(Actor.current().name(), clock.instant()))));
    }
}
