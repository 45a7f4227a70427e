package org.godwit.hierarchy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;

interface SourceHierarchyRepository extends JpaRepository<SourceHierarchyEntity, Long> {

    Page<SourceHierarchyEntity> findByDeletedAtIsNull(Pageable page);

    Page<SourceHierarchyEntity> findByDeletedAtIsNullAndIdIn(Collection<Long> ids, Pageable page);

    Optional<SourceHierarchyEntity> findByIdAndDeletedAtIsNull(long id);

    Optional<SourceHierarchyEntity> findFirstByNameAndDeletedAtIsNull(String name);

    Optional<SourceHierarchyEntity> findFirstByIdempotencyKeyAndCreatedByAndDeletedAtIsNull(
            String idempotencyKey, String createdBy);

    /** Of a source deleted before: its latest definition. */
    Optional<SourceHierarchyEntity> findFirstBySiteCodeAndSiteServerAndDeletedAtIsNotNullOrderByIdDesc(
            String siteCode, String siteServer);

    List<SourceHierarchyEntity> findBySiteCodeAndDeletedAtIsNull(String siteCode);
}
