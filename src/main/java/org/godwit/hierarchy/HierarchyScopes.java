package org.godwit.hierarchy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.godwit.security.ScopedObjects;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** In which security scopes source hierarchies lie. */
@Component
class HierarchyScopes implements ScopedObjects {

    private final SourceHierarchyRepository repository;

    HierarchyScopes(SourceHierarchyRepository repository) {
        this.repository = repository;
    }

    @Override
    public Securable kind() {
        return Securable.SOURCE_HIERARCHY;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Long, Set<String>> scopes() {
        Map<Long, Set<String>> byId = new HashMap<>();
        repository.findAll().forEach(hierarchy -> byId.put(hierarchy.id(), hierarchy.securityScopes()));
        return byId;
    }

    @Override
    public GodwitException notFound(long id) {
        return HierarchyLookup.notFound(id);
    }
}
