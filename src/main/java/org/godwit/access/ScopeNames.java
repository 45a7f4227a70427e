package org.godwit.access;

import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.security.SecurityScopes;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which security scopes there are. */
@Service
@Transactional(readOnly = true)
class ScopeNames implements SecurityScopes {

    private final SecurityScopeRepository scopes;

    ScopeNames(SecurityScopeRepository scopes) {
        this.scopes = scopes;
    }

    @Override
    public Set<String> names() {
        return scopes.findAllByOrderByName().stream()
                .map(SecurityScopeEntity::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
