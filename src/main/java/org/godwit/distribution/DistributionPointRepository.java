package org.godwit.distribution;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.godwit.shared.Chunks;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface DistributionPointRepository extends JpaRepository<DistributionPointEntity, Long> {

    Optional<DistributionPointEntity> findByName(String name);

    List<DistributionPointEntity> findAllByOrderById();

    @Query("SELECT p.id FROM DistributionPointEntity p")
    List<Long> ids();

    /** Those of these ids that there are, however many. */
    default List<DistributionPointEntity> having(Collection<Long> ids) {
        return Chunks.forStatements(ids).stream()
                .flatMap(some -> findAllById(some).stream())
                .toList();
    }
}
