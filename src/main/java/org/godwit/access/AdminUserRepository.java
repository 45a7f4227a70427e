package org.godwit.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface AdminUserRepository extends JpaRepository<AdminUserEntity, Long> {

    @EntityGraph(attributePaths = {"roles", "scopes", "groups"})
    Optional<AdminUserEntity> findByNameIgnoreCase(String name);

    boolean existsByNameIgnoreCase(String name);

    boolean existsByNameIgnoreCaseAndSource(String name, AdminUser.Source source);

    @Query("select u from AdminUserEntity u join u.groups g where g.id = :groupId")
    List<AdminUserEntity> findInGroup(long groupId);

    /** Enabled users with the given role of their own: who has it through a group today may be out of the group tomorrow. */
    @Query("select u from AdminUserEntity u join u.roles r where r.name = :role and u.enabled = true")
    List<AdminUserEntity> findEnabledWithRole(String role);

    @Query("select count(u) from AdminUserEntity u join u.roles r where r.id = :roleId")
    long countWithRole(long roleId);

    @Query("select count(u) from AdminUserEntity u join u.scopes s where s.id = :scopeId")
    long countWithScope(long scopeId);

    @Modifying
    @Query("update AdminUserEntity u set u.failedAttempts = 0, u.lockedUntil = null, u.lastSignInAt = :now"
            + " where u.id = :id")
    void signedIn(long id, Instant now);

    /** @return 1 if no code of this step of time or a later one was taken before; else 0 */
    @Modifying
    @Query("update AdminUserEntity u set u.totpLastStep = :step"
            + " where u.id = :id and (u.totpLastStep is null or u.totpLastStep < :step)")
    int takeCode(long id, long step);

    @Modifying
    @Query("update AdminUserEntity u set u.failedAttempts = u.failedAttempts + 1 where u.id = :id")
    void failedSignIn(long id);

    /** Locks the account if it has failed often enough. */
    @Modifying
    @Query("update AdminUserEntity u set u.failedAttempts = 0, u.lockedUntil = :until"
            + " where u.id = :id and u.failedAttempts >= :allowed")
    int lockAfter(long id, int allowed, Instant until);
}
