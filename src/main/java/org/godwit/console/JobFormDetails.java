package org.godwit.console;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.godwit.job.Architecture;
import org.godwit.job.ConflictResolution;
import org.godwit.job.JobPriority;
import org.godwit.shared.GodwitException;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;

/**
 * The part of the job form for single types and objects.
 *
 * @param conflicts {@code entityId=choice} for each object that is treated otherwise than the job's default
 * @param typeScopes {@code TYPE=scope} for each scope of a type's objects
 * @param x86 PackageID of the boot image at the destination that replaces the source's; empty for none
 * @param x64 likewise
 * @param arm64 likewise
 * @param noFolders ticked if folders stay behind
 * @param noRelated ticked if a job of collections takes collections only
 */
record JobFormDetails(
        @Nullable Set<String> conflicts,
        @Nullable Set<String> typeScopes,
        @Nullable String x86,
        @Nullable String x64,
        @Nullable String arm64,
        @Nullable Boolean noFolders,
        @Nullable Boolean noRelated,
        @Nullable JobPriority priority) {

    static final JobFormDetails NONE = new JobFormDetails(null, null, null, null, null, null, null, null);

    Map<Long, ConflictResolution> conflictChoices() {
        Map<Long, ConflictResolution> choices = new HashMap<>();
        each(conflicts, (id, choice) -> choices.put(Long.valueOf(id), ConflictResolution.valueOf(choice)));
        return choices;
    }

    Map<ObjectType, Set<String>> scopesByType() {
        Map<ObjectType, Set<String>> scopes = new EnumMap<>(ObjectType.class);
        each(
                typeScopes,
                (type, scope) -> scopes.computeIfAbsent(ObjectType.valueOf(type), t -> new HashSet<>())
                        .add(scope));
        return scopes;
    }

    Map<Architecture, String> bootImages() {
        Map<Architecture, String> images = new EnumMap<>(Architecture.class);
        Map.of(
                        Architecture.X86, JobForm.text(x86),
                        Architecture.X64, JobForm.text(x64),
                        Architecture.ARM64, JobForm.text(arm64))
                .forEach((architecture, key) -> {
                    if (!key.isEmpty()) {
                        images.put(architecture, key);
                    }
                });
        return images;
    }

    public boolean withoutFolders() {
        return Boolean.TRUE.equals(noFolders);
    }

    public boolean withoutRelated() {
        return Boolean.TRUE.equals(noRelated);
    }

    private static void each(@Nullable Set<String> pairs, BiConsumer<String, String> sink) {
        for (String pair : Objects.requireNonNullElse(pairs, Set.<String>of())) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    sink.accept(pair.substring(0, equals), pair.substring(equals + 1));
                } catch (IllegalArgumentException e) {
                    throw new GodwitException(
                            GodwitException.Kind.INVALID,
                            "FORM_INVALID",
                            "'" + pair + "' is not a choice that this form offers.",
                            "Open the form again.",
                            e);
                }
            }
        }
    }
}
