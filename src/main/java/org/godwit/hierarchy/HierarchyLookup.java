package org.godwit.hierarchy;

import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;

/** Finds source hierarchies that were not deleted. */
@Component
class HierarchyLookup {

    private final SourceHierarchyRepository repository;

    HierarchyLookup(SourceHierarchyRepository repository) {
        this.repository = repository;
    }

    /** @throws GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND} */
    SourceHierarchyEntity required(long id) {
        return repository.findByIdAndDeletedAtIsNull(id).orElseThrow(() -> notFound(id));
    }

    static GodwitException notFound(long id) {
        return GodwitException.notFound(
                "SOURCE_HIERARCHY_NOT_FOUND",
                "There is no source hierarchy " + id + ".",
                "List the source hierarchies to see their ids.");
    }
}
