package org.godwit.access;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.ListCrudRepository;

interface SecurityScopeRepository extends ListCrudRepository<SecurityScopeEntity, Long> {

    Optional<SecurityScopeEntity> findByNameIgnoreCase(String name);

    List<SecurityScopeEntity> findAllByOrderByName();
}
