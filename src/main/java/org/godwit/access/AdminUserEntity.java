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
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;

/** Somebody who may sign in. */
@Entity
@Table(name = "admin_user")
class AdminUserEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name = "";

    @Enumerated(EnumType.STRING)
    private AdminUser.Source source = AdminUser.Source.LOCAL;

    private @Nullable String passwordHash;
    private boolean mustChangePassword;
    private Instant passwordChangedAt = Instant.EPOCH;
    private boolean enabled = true;
    private int failedAttempts;
    private @Nullable Instant lockedUntil;
    private @Nullable Instant lastSignInAt;
    private Instant createdAt = Instant.EPOCH;
    private String createdBy = "";

    @Version
    private long version;

    @ManyToMany(fetch = FetchType.LAZY)
    @JoinTable(
            name = "admin_user_role",
            joinColumns = @JoinColumn(name = "user_id"),
            inverseJoinColumns = @JoinColumn(name = "role_id"))
    private Set<SecurityRoleEntity> roles = new HashSet<>();

    @ManyToMany(fetch = FetchType.LAZY)
    @JoinTable(
            name = "admin_user_scope",
            joinColumns = @JoinColumn(name = "user_id"),
            inverseJoinColumns = @JoinColumn(name = "scope_id"))
    private Set<SecurityScopeEntity> scopes = new HashSet<>();

    @ManyToMany(fetch = FetchType.LAZY)
    @JoinTable(
            name = "admin_user_group",
            joinColumns = @JoinColumn(name = "user_id"),
            inverseJoinColumns = @JoinColumn(name = "group_id"))
    private Set<AdminGroupEntity> groups = new HashSet<>();

    private @Nullable Boolean breakGlass;
    private byte @Nullable [] totpSalt;
    private @Nullable Instant totpConfirmedAt;
    private @Nullable Long totpLastStep;

    protected AdminUserEntity() {}

    AdminUserEntity(String name, AdminUser.Source source, String createdBy, Instant now) {
        this.name = name;
        this.source = source;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.passwordChangedAt = asStored(now);
    }

    /** Sessions compare it, so it is no finer than what every database keeps. */
    private static Instant asStored(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    long id() {
        return Objects.requireNonNull(id);
    }

    /** Whether one of its roles gives the right, before anything limits it. */
    boolean mayCreateJobs() {
        return roles.stream().anyMatch(role -> role.rights().contains(Right.MIGRATION_JOB_CREATE));
    }

    String name() {
        return name;
    }

    AdminUser.Source source() {
        return source;
    }

    boolean enabled() {
        return enabled;
    }

    @Nullable String passwordHash() {
        return passwordHash;
    }

    boolean mustChangePassword() {
        return mustChangePassword;
    }

    Instant passwordChangedAt() {
        return passwordChangedAt;
    }

    Set<SecurityRoleEntity> roles() {
        return roles;
    }

    Set<SecurityScopeEntity> scopes() {
        return scopes;
    }

    /** Those she belonged to at her last sign-in. */
    Set<AdminGroupEntity> groups() {
        return groups;
    }

    boolean breakGlass() {
        return Boolean.TRUE.equals(breakGlass);
    }

    void setBreakGlass(boolean breakGlass) {
        this.breakGlass = breakGlass;
    }

    /** What her codes follow from; null if she has no second factor. */
    byte @Nullable [] totpSalt() {
        return totpSalt;
    }

    /** True once she has shown that she has the second factor: from then on she needs it. */
    boolean hasSecondFactor() {
        return totpSalt != null && totpConfirmedAt != null;
    }

    void startSecondFactor(byte[] salt) {
        totpSalt = salt;
        totpConfirmedAt = null;
        totpLastStep = null;
    }

    void confirmSecondFactor(Instant now) {
        totpConfirmedAt = now;
    }

    void endSecondFactor() {
        totpSalt = null;
        totpConfirmedAt = null;
        totpLastStep = null;
    }

    /** Given to herself or to one of her groups. */
    Stream<SecurityRoleEntity> allRoles() {
        return Stream.concat(roles.stream(), groups.stream().flatMap(g -> g.roles().stream()));
    }

    private Stream<SecurityScopeEntity> allScopes() {
        return Stream.concat(scopes.stream(), groups.stream().flatMap(g -> g.scopes().stream()));
    }

    boolean lockedAt(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    void setPassword(String hash, boolean mustChange, Instant now) {
        passwordHash = hash;
        mustChangePassword = mustChange;
        passwordChangedAt = asStored(now);
        failedAttempts = 0;
        lockedUntil = null;
    }

    void setEnabled(boolean enabled) {
        this.enabled = enabled;
        if (enabled) {
            failedAttempts = 0;
            lockedUntil = null;
        }
    }

    void setRoles(Set<SecurityRoleEntity> roles) {
        this.roles.clear();
        this.roles.addAll(roles);
    }

    void setScopes(Set<SecurityScopeEntity> scopes) {
        this.scopes.clear();
        this.scopes.addAll(scopes);
    }

    /** With every right of every role, or none while the password has to be changed. */
    Actor actor() {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        if (!mustChangePassword) {
            allRoles().forEach(role -> rights.addAll(role.rights()));
        }
        return new Actor(
                name,
                null,
                rights.stream().map(Right::authority).collect(Collectors.toSet()),
                allScopes().map(SecurityScopeEntity::name).collect(Collectors.toSet()));
    }

    AdminUser view() {
        return new AdminUser(
                id(),
                name,
                source,
                enabled,
                mustChangePassword,
                roles.stream().map(SecurityRoleEntity::name).collect(Collectors.toCollection(TreeSet::new)),
                scopes.stream().map(SecurityScopeEntity::name).collect(Collectors.toCollection(TreeSet::new)),
                groups.stream().map(AdminGroupEntity::name).collect(Collectors.toCollection(TreeSet::new)),
                breakGlass(),
                hasSecondFactor(),
                createdAt,
                createdBy,
                passwordChangedAt,
                lastSignInAt,
                lockedUntil);
    }
}
