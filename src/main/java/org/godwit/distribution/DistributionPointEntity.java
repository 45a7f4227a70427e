package org.godwit.distribution;

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
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.godwit.shared.CanonicalJson;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/** A destination distribution point as it is kept; location and bandwidth as canonical JSON. */
@Entity
@Table(name = "distribution_point")
class DistributionPointEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(nullable = false, length = 255)
    private String name;

    @Column(name = "site_code", nullable = false, length = 3)
    private String siteCode;

    @Column(nullable = false, length = 4000)
    private String location;

    @Column(length = 4000)
    private @Nullable String bandwidth;

    /** Null while it is in ordinary use. */
    @Enumerated(EnumType.STRING)
    @Column(length = 16)
    private DistributionPoint.@Nullable State state;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "modified_at", nullable = false)
    private Instant modifiedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @BatchSize(size = 500)
    @CollectionTable(name = "distribution_point_scope", joinColumns = @JoinColumn(name = "distribution_point_id"))
    @Column(name = "scope_name", length = 200)
    private Set<String> securityScopes = new HashSet<>();

    @Version
    private long version;

    /** For Hibernate only. */
    @SuppressWarnings("NullAway.Init")
    protected DistributionPointEntity() {}

    DistributionPointEntity(String name, String siteCode, String location, @Nullable String bandwidth, Instant now) {
        this.name = name;
        this.siteCode = siteCode;
        this.location = location;
        this.bandwidth = bandwidth;
        this.createdAt = now;
        this.modifiedAt = now;
    }

    void change(String newName, String newSiteCode, String newLocation, @Nullable String newBandwidth, Instant now) {
        name = newName;
        siteCode = newSiteCode;
        location = newLocation;
        bandwidth = newBandwidth;
        modifiedAt = now;
    }

    void putInto(Set<String> scopes) {
        securityScopes.clear();
        securityScopes.addAll(scopes);
    }

    Set<String> securityScopes() {
        return Set.copyOf(securityScopes);
    }

    @Nullable String bandwidthText() {
        return bandwidth;
    }

    DistributionPoint.State state() {
        return state == null ? DistributionPoint.State.ACTIVE : state;
    }

    void enter(DistributionPoint.State next, Instant now) {
        state = next == DistributionPoint.State.ACTIVE ? null : next;
        modifiedAt = now;
    }

    /** @throws NullPointerException before it was saved */
    long id() {
        return Objects.requireNonNull(id);
    }

    String name() {
        return name;
    }

    String siteCode() {
        return siteCode;
    }

    Location location() {
        return CanonicalJson.read(location, Location.class);
    }

    @Nullable Bandwidth bandwidth() {
        return bandwidth == null ? null : CanonicalJson.read(bandwidth, Bandwidth.class);
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant modifiedAt() {
        return modifiedAt;
    }
}
