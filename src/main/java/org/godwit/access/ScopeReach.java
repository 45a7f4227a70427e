package org.godwit.access;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.ScopeGuard;
import org.godwit.security.ScopedObjects;
import org.godwit.security.Securable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Compares the scopes of whoever acts with those of the modules' objects. */
@Component
class ScopeReach implements ScopeGuard {

    private final ObjectProvider<ScopedObjects> modules;
    private final AuditTrail audit;

    ScopeReach(ObjectProvider<ScopedObjects> modules, AuditTrail audit) {
        this.modules = modules;
        this.audit = audit;
    }

    @Override
    public void require(Securable kind, long id) {
        if (!reaches(kind, id)) {
            audit.recordApart(
                    AuditEntry.refused("SCOPE_REFUSED", kind.name(), id, null).with("scopes", scopesOf(kind, id)));
            throw of(kind).notFound(id);
        }
    }

    @Override
    public boolean reaches(Securable kind, long id) {
        if (Actor.current().scopes().contains(Actor.SCOPE_ALL)) {
            return true;
        }
        Set<String> scopes = of(kind).scopes().get(id);
        return scopes == null || Actor.current().reaches(scopes);
    }

    @Override
    public @Nullable Set<Long> inReach(Securable kind) {
        Actor actor = Actor.current();
        if (actor.scopes().contains(Actor.SCOPE_ALL)) {
            return null;
        }
        Set<Long> ids = new HashSet<>(Set.of(0L));
        of(kind).scopes().entrySet().stream()
                .filter(object -> actor.reaches(object.getValue()))
                .map(Map.Entry::getKey)
                .forEach(ids::add);
        return ids;
    }

    @Override
    public Set<String> scopesOf(Securable kind, long id) {
        return of(kind).scopes().getOrDefault(id, Set.of());
    }

    /** True if anything lies in the scope. */
    boolean holds(String scope) {
        return modules.stream()
                .flatMap(objects -> objects.scopes().values().stream())
                .anyMatch(scopes -> scopes.contains(scope));
    }

    private ScopedObjects of(Securable kind) {
        return modules.stream().filter(m -> m.kind() == kind).findFirst().orElseThrow();
    }
}
