package org.godwit.job;

import org.springframework.data.jpa.repository.JpaRepository;

interface MigrationJobRepository extends JpaRepository<MigrationJobEntity, Long> {}
