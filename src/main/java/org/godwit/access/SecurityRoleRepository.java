package org.godwit.access;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.ListCrudRepository;

interface SecurityRoleRepository extends ListCrudRepository<SecurityRoleEntity, Long> {

    Optional<SecurityRoleEntity> findByNameIgnoreCase(String name);

    List<SecurityRoleEntity> findAllByOrderByName();

    /** Locks the role until the transaction ends, so that two changes of who has it cannot pass each other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from SecurityRoleEntity r where r.name = :name")
    SecurityRoleEntity lock(String name);
}
