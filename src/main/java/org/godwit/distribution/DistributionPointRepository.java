package org.godwit.distribution;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface DistributionPointRepository extends JpaRepository<DistributionPointEntity, Long> {

    Optional<DistributionPointEntity> findByName(String name);

    List<DistributionPointEntity> findAllByOrderById();
}
