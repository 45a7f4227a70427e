package org.godwit.access;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;

/** An API token, without the token: only its digest is kept. */
@Entity
@Table(name = "api_token")
class ApiTokenEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id")
    private AdminUserEntity user = new AdminUserEntity();

    private String name = "";
    private String prefix = "";
    private String tokenHash = "";
    private Instant createdAt = Instant.EPOCH;
    private Instant expiresAt = Instant.EPOCH;
    private @Nullable Instant lastUsedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "api_token_right", joinColumns = @JoinColumn(name = "token_id"))
    @Column(name = "right_name")
    @Enumerated(EnumType.STRING)
    private Set<Right> rights = new HashSet<>();

    protected ApiTokenEntity() {}

    ApiTokenEntity(
            AdminUserEntity user,
            String name,
            String prefix,
            String tokenHash,
            Set<Right> rights,
            Instant createdAt,
            Instant expiresAt) {
        this.user = user;
        this.name = name;
        this.prefix = prefix;
        this.tokenHash = tokenHash;
        this.rights.addAll(rights);
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    AdminUserEntity user() {
        return user;
    }

    String name() {
        return name;
    }

    long id() {
        return Objects.requireNonNull(id);
    }

    Set<Right> rights() {
        return rights;
    }

    boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }

    ApiToken view() {
        return new ApiToken(id(), name, user.name(), prefix, Set.copyOf(rights), createdAt, expiresAt, lastUsedAt);
    }
}
