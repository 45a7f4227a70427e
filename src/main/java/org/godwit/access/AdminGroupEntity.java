package org.godwit.access;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A group whose members have roles. */
@Entity
@Table(name = "admin_group")
class AdminGroupEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name = "";

    @Enumerated(EnumType.STRING)
    private AdminUser.Source source = AdminUser.Source.ACTIVE_DIRECTORY;

    private Instant createdAt = Instant.EPOCH;
    private String createdBy = "";

    @ManyToMany(fetch = FetchType.LAZY)
    @JoinTable(
            name = "admin_group_role",
            joinColumns = @JoinColumn(name = "group_id"),
            inverseJoinColumns = @JoinColumn(name = "role_id"))
    private Set<SecurityRoleEntity> roles = new HashSet<>();

    @ManyToMany(fetch = FetchType.LAZY)
    @JoinTable(
            name = "admin_group_scope",
            joinColumns = @JoinColumn(name = "group_id"),
            inverseJoinColumns = @JoinColumn(name = "scope_id"))
    private Set<SecurityScopeEntity> scopes = new HashSet<>();

    protected AdminGroupEntity() {}

    AdminGroupEntity(String name, AdminUser.Source source, String createdBy, Instant now) {
        this.name = name;
        this.source = source;
        this.createdBy = createdBy;
        this.createdAt = now;
    }

    long id() {
        return Objects.requireNonNull(id);
    }

    String name() {
        return name;
    }

    Set<SecurityRoleEntity> roles() {
        return roles;
    }

    Set<SecurityScopeEntity> scopes() {
        return scopes;
    }

    void grant(Set<SecurityRoleEntity> newRoles, Set<SecurityScopeEntity> newScopes) {
        roles.clear();
        roles.addAll(newRoles);
        scopes.clear();
        scopes.addAll(newScopes);
    }

    AdminGroup view() {
        return new AdminGroup(
                id(),
                name,
                source,
                roles.stream().map(SecurityRoleEntity::name).collect(Collectors.toCollection(TreeSet::new)),
                scopes.stream().map(SecurityScopeEntity::name).collect(Collectors.toCollection(TreeSet::new)),
                createdAt,
                createdBy);
    }
}
