package org.godwit.access;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.ListCrudRepository;

interface AdminGroupRepository extends ListCrudRepository<AdminGroupEntity, Long> {

    List<AdminGroupEntity> findAllByOrderByName();

    boolean existsBySourceAndNameIgnoreCase(AdminUser.Source source, String name);

    /** @param names in lower case */
    @Query("select g from AdminGroupEntity g where g.source = :source and lower(g.name) in :names")
    List<AdminGroupEntity> findNamed(AdminUser.Source source, Collection<String> names);

    @Query("select count(g) from AdminGroupEntity g join g.roles r where r.id = :roleId")
    long countWithRole(long roleId);

    @Query("select count(g) from AdminGroupEntity g join g.scopes s where s.id = :scopeId")
    long countWithScope(long scopeId);
}
