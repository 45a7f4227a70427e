package org.godwit.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.ListCrudRepository;

interface ApiTokenRepository extends ListCrudRepository<ApiTokenEntity, Long> {

    Optional<ApiTokenEntity> findByTokenHash(String tokenHash);

    @EntityGraph(attributePaths = "user")
    List<ApiTokenEntity> findAllByOrderByCreatedAtDesc();

    @EntityGraph(attributePaths = "user")
    List<ApiTokenEntity> findByUserNameIgnoreCaseOrderByCreatedAtDesc(String userName);

    @Modifying
    @Query("update ApiTokenEntity t set t.lastUsedAt = :now where t.id = :id")
    void used(long id, Instant now);
}
