package org.godwit.destination;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.GodwitException;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.site.ObjectType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The objects of the destination hierarchy as administrators see them, within their security scopes. */
@Service
@Transactional(readOnly = true)
public class DestinationObjectService {

    private final DestinationObjectQueries queries;
    private final DestinationObjectStore store;

    DestinationObjectService(DestinationObjectQueries queries, DestinationObjectStore store) {
        this.queries = queries;
        this.store = store;
    }

    /**
     * Without payloads (they are empty text); sortable by {@code id}, {@code type}, {@code key}, {@code name},
     * {@code version} and {@code modifiedAt}.
     *
     * @param type null for all
     * @param name part of name or key, without case; null for all
     */
    @Requires(Right.CATALOG_READ)
    public Page<DestinationObject> list(@Nullable ObjectType type, @Nullable String name, PageQuery page) {
        Page<DestinationObject> found = queries.list(type, name, scopes(), page);
        return new Page<>(store.withScopes(found.items()), found.page(), found.size(), found.total());
    }

    /** @throws GodwitException {@code DESTINATION_OBJECT_NOT_FOUND} also if it is in none of the caller's scopes */
    @Requires(Right.CATALOG_READ)
    public DestinationObject get(long id) {
        return store.byId(id)
                .filter(o -> Actor.current().reaches(o.securityScopes()))
                .orElseThrow(() -> GodwitException.notFound(
                        "DESTINATION_OBJECT_NOT_FOUND",
                        "There is no destination object " + id + ".",
                        "List the destination's objects to find it."));
    }

    /** How many objects there are of each type, within the caller's scopes. */
    @Requires(Right.CATALOG_READ)
    public Map<ObjectType, Long> counts() {
        return queries.counts(scopes());
    }

    /** Null means every scope. */
    private static @Nullable List<String> scopes() {
        Set<String> held = Actor.current().scopes();
        return held.contains(Actor.SCOPE_ALL) ? null : held.stream().sorted().toList();
    }
}
