package org.godwit.distribution;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;

interface DistributionPointRepository extends JpaRepository<DistributionPointEntity, Long> {

    Optional<DistributionPointEntity> findByName(String name);

    List<DistributionPointEntity> findAllByOrderById();

    Page<DistributionPointEntity> findByIdIn(Collection<Long> ids, Pageable page);
}
