package org.godwit.draft;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.godwit.security.Actor;
import org.godwit.security.RequiresSignIn;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps begun forms, so that whoever leaves a wizard finds it as it was. A draft is its owner's note: nobody else sees it, it
 * is in force nowhere and holds no secret, so it leaves no trace in the audit trail.
 */
@Service
@Transactional
public class DraftService {

    /** Of one kind and owner; the one untouched for longest makes room. */
    static final int MOST = 20;

    private static final int LARGEST = 500_000;
    private static final int LONGEST_TITLE = 200;
    private static final String OWN = "a draft is its owner's alone";

    private final DraftStore store;
    private final Clock clock;

    DraftService(DraftStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The caller's own, the one changed last first. */
    @RequiresSignIn(OWN)
    @Transactional(readOnly = true)
    public List<Draft> list(Draft.Kind kind) {
        return store.list(owner(), kind);
    }

    /** @throws GodwitException {@code DRAFT_NOT_FOUND} also if it is somebody else's */
    @RequiresSignIn(OWN)
    @Transactional(readOnly = true)
    public Draft get(long id) {
        return store.find(owner(), id).orElseThrow(DraftService::notFound);
    }

    /**
     * Keeps a form. Fields whose name speaks of a password, secret or token are left out, and so are those without a value.
     *
     * @param id of the draft that it replaces; null for a new one, also if there is no such draft any more
     * @throws GodwitException {@code DRAFT_TOO_LARGE}
     */
    @RequiresSignIn(OWN)
    public Draft save(@Nullable Long id, Draft.Kind kind, String title, Map<String, List<String>> fields) {
        Map<String, List<String>> kept = fields.entrySet().stream()
                .filter(f -> !secret(f.getKey()))
                .filter(f -> f.getValue().stream().anyMatch(v -> !v.isBlank()))
                .collect(Collectors.toMap(Map.Entry::getKey, f -> List.copyOf(f.getValue())));
        int size = kept.values().stream()
                .flatMap(List::stream)
                .mapToInt(String::length)
                .sum();
        if (size > LARGEST) {
            throw GodwitException.invalid(
                    "DRAFT_TOO_LARGE",
                    "This draft is too large to be kept.",
                    "Choose whole types instead of many single objects.");
        }
        String shown = title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) : title;
        Long replaced = id != null && store.update(owner(), id, shown, kept, clock.instant()) ? id : null;
        long saved = replaced != null ? replaced : store.insert(owner(), kind, shown, kept, clock.instant());
        List<Draft> all = store.list(owner(), kind);
        all.stream().skip(MOST).forEach(old -> store.delete(owner(), old.id()));
        return get(saved);
    }

    /** Throws the draft away; that there is none any more is no error. */
    @RequiresSignIn(OWN)
    public void discard(long id) {
        store.delete(owner(), id);
    }

    private static boolean secret(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        return name.contains("password") || name.contains("secret") || name.contains("token") || name.startsWith("_");
    }

    private static String owner() {
        return Actor.current().name();
    }

    private static GodwitException notFound() {
        return GodwitException.notFound(
                "DRAFT_NOT_FOUND", "There is no such draft any more.", "Begin anew; the list shows what you have.");
    }
}
