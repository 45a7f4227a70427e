package org.godwit.hierarchy;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.credential.Account;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.DataClass;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "source_hierarchy")
class SourceHierarchyEntity {

    private static final String SEPARATOR = "\n";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name = "";

    @Enumerated(EnumType.STRING)
    private SourceHierarchy.State state = SourceHierarchy.State.ACTIVE;

    private String siteCode = "";
    private String siteServer = "";
    private String jdbcUrl = "";

    @Enumerated(EnumType.STRING)
    private Account.Kind databaseAccount = Account.Kind.COMPUTER_ACCOUNT;

    private @Nullable String providerUrls;
    private @Nullable String providerCertificate;

    @Enumerated(EnumType.STRING)
    private Account.Kind providerAccount = Account.Kind.COMPUTER_ACCOUNT;

    @Enumerated(EnumType.STRING)
    private Account.Kind contentAccount = Account.Kind.COMPUTER_ACCOUNT;

    private long gatherEverySeconds;
    private String dataClasses = "";

    @Column(length = 1_000_000)
    private String preflight = "[]";

    private @Nullable String idempotencyKey;
    private String createdBy = "";
    private Instant createdAt = Instant.EPOCH;
    private String modifiedBy = "";
    private Instant modifiedAt = Instant.EPOCH;
    private @Nullable Instant finishedAt;
    private @Nullable Instant cleanedUpAt;
    private @Nullable Instant deletedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @BatchSize(size = 500)
    @CollectionTable(name = "source_hierarchy_scope", joinColumns = @JoinColumn(name = "hierarchy_id"))
    @Column(name = "scope_name", length = 200)
    private Set<String> securityScopes = new HashSet<>();

    @Version
    private long version;

    protected SourceHierarchyEntity() {}

    SourceHierarchyEntity(String createdBy, Instant createdAt, @Nullable String idempotencyKey) {
        this.createdBy = createdBy;
        this.createdAt = createdAt;
        this.idempotencyKey = idempotencyKey;
    }

    /** Takes over what was checked. */
    void define(SourceSpecification specification, String foundSiteCode, List<PreflightCheck> checks) {
        name = specification.name();
        siteCode = foundSiteCode;
        siteServer = specification.siteServer();
        jdbcUrl = specification.jdbcUrl();
        databaseAccount = specification.account(AccountPurpose.DATABASE).kind();
        providerAccount = specification.account(AccountPurpose.PROVIDER).kind();
        contentAccount = specification.account(AccountPurpose.CONTENT).kind();
        SourceSpecification.Provider provider = specification.provider();
        providerUrls = provider == null ? null : String.join(SEPARATOR, provider.urls());
        providerCertificate = provider == null ? null : provider.certificateSha256();
        gatherEverySeconds = specification.gatherEvery().toSeconds();
        dataClasses =
                specification.dataClasses().stream().map(Enum::name).sorted().collect(Collectors.joining(SEPARATOR));
        preflight = CanonicalJson.write(checks);
    }

    /** A rename or another interval, which the source does not notice. */
    void adjust(String newName, Duration interval) {
        name = newName;
        gatherEverySeconds = interval.toSeconds();
    }

    void putInto(Set<String> scopes) {
        securityScopes.clear();
        securityScopes.addAll(scopes);
    }

    Set<String> securityScopes() {
        return Set.copyOf(securityScopes);
    }

    void modified(String by, Instant at) {
        modifiedBy = by;
        modifiedAt = at;
    }

    void stop() {
        if (state == SourceHierarchy.State.ACTIVE) {
            state = SourceHierarchy.State.STOPPED;
        }
    }

    void resume() {
        state = SourceHierarchy.State.ACTIVE;
        finishedAt = null;
        cleanedUpAt = null;
    }

    void finish(Instant at) {
        state = SourceHierarchy.State.FINISHED;
        finishedAt = at;
    }

    void cleanedUp(Instant at) {
        cleanedUpAt = at;
    }

    void delete(Instant at) {
        deletedAt = at;
    }

    boolean deleted() {
        return deletedAt != null;
    }

    /** Makes a deleted definition live again, so that what came from this source is known as its own (CM-135). */
    void revive(@Nullable String newIdempotencyKey) {
        deletedAt = null;
        idempotencyKey = newIdempotencyKey;
        resume();
    }

    long id() {
        return java.util.Objects.requireNonNull(id);
    }

    String name() {
        return name;
    }

    SourceHierarchy.State state() {
        return state;
    }

    boolean active() {
        return state == SourceHierarchy.State.ACTIVE;
    }

    String siteCode() {
        return siteCode;
    }

    String siteServer() {
        return siteServer;
    }

    String jdbcUrl() {
        return jdbcUrl;
    }

    Account.Kind account(AccountPurpose purpose) {
        return switch (purpose) {
            case DATABASE -> databaseAccount;
            case PROVIDER -> providerAccount;
            case CONTENT -> contentAccount;
        };
    }

    /** Empty where only SQL is given. */
    List<String> providerUrls() {
        return providerUrls == null ? List.of() : List.of(providerUrls.split(SEPARATOR));
    }

    @Nullable String providerCertificate() {
        return providerCertificate;
    }

    Duration gatherEvery() {
        return Duration.ofSeconds(gatherEverySeconds);
    }

    Set<DataClass> dataClasses() {
        return dataClasses.isEmpty()
                ? Set.of()
                : Arrays.stream(dataClasses.split(SEPARATOR))
                        .map(DataClass::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
    }

    List<PreflightCheck> preflight() {
        return List.of(CanonicalJson.read(preflight, PreflightCheck[].class));
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    String modifiedBy() {
        return modifiedBy;
    }

    Instant modifiedAt() {
        return modifiedAt;
    }

    @Nullable Instant finishedAt() {
        return finishedAt;
    }

    @Nullable Instant cleanedUpAt() {
        return cleanedUpAt;
    }
}
