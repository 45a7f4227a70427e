package org.godwit.job;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface MigrationJobRepository extends JpaRepository<MigrationJobEntity, Long> {

    List<MigrationJobEntity> findByHierarchyId(long hierarchyId);
}
