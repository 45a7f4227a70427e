package org.godwit.credential;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.SystemOnly;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the secrets of accounts, sealed under a key that is not in the database (design 7).
 *
 * <p>Removing a secret overwrites and deletes its row and, where the server keeps the key itself, replaces the key: what
 * backups, logs and free pages of the database still hold of the sealed secret can then be opened by nobody.
 */
@Service
@Transactional
@SystemOnly("Called by the modules that own an account, within work whose right was checked")
public class CredentialVault {

    private static final String OBJECT_TYPE = "CREDENTIAL";
    private static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);
    private static final int NOISE_BYTES = 4000;

    private final CredentialStore store;
    private final VaultKeys keys;
    private final AuditTrail audit;
    private final Clock clock;
    private final Sealing sealing = new Sealing();
    private final SecureRandom random = new SecureRandom();

    CredentialVault(CredentialStore store, VaultKeys keys, AuditTrail audit, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /** Stores the account's secret in place of what the owner had; for the computer account nothing is stored. */
    public void store(CredentialOwner owner, Account account) {
        remove(owner);
        if (account instanceof Account.WindowsUser windows) {
            insert(owner, account.kind(), windows.domain(), windows.user(), windows.password());
        } else if (account instanceof Account.SqlLogin login) {
            insert(owner, account.kind(), null, login.user(), login.password());
        } else if (account instanceof Account.ServiceLogin login) {
            insert(owner, account.kind(), null, login.user(), login.secret());
        }
    }

    /**
     * The account stored for this owner; its use is noted.
     *
     * @return empty if no secret is stored
     * @throws GodwitException {@code VAULT_KEY_MISSING} or {@code CREDENTIAL_DAMAGED} if it cannot be opened
     */
    public Optional<Account> find(CredentialOwner owner) {
        return store.find(owner).map(row -> {
            StoredCredential credential = row.credential();
            Secret secret = open(row);
            Instant now = clock.instant();
            store.used(credential.id(), now, now.minus(LAST_USE_PRECISION));
            String domain = credential.domain();
            if (domain != null) {
                return new Account.WindowsUser(domain, credential.user(), secret);
            }
            return credential.kind() == Account.Kind.SERVICE_LOGIN
                    ? new Account.ServiceLogin(credential.user(), secret)
                    : new Account.SqlLogin(credential.user(), secret);
        });
    }

    /** What is stored for this owner, without the secret; not a use. */
    @Transactional(readOnly = true)
    public Optional<StoredCredential> describe(CredentialOwner owner) {
        return store.find(owner).map(CredentialStore.Row::credential);
    }

    /** Everything stored for the purposes of one owner, without the secrets. */
    @Transactional(readOnly = true)
    public List<StoredCredential> describe(String ownerType, String ownerId) {
        return store.of(ownerType, ownerId).stream()
                .map(CredentialStore.Row::credential)
                .toList();
    }

    /** What has been stored since before the given moment, of whichever owner, without the secrets. */
    @Transactional(readOnly = true)
    public List<StoredCredential> storedBefore(Instant moment) {
        return store.all().stream()
                .map(CredentialStore.Row::credential)
                .filter(credential -> credential.storedAt().isBefore(moment))
                .toList();
    }

    /** How many stored secrets no key that this server has can open. */
    @Transactional(readOnly = true)
    public long withoutKey() {
        List<CredentialStore.Row> rows = store.all();
        if (rows.isEmpty()) {
            return 0;
        }
        Set<String> known = keys.reload().keys().keySet();
        return rows.stream().filter(row -> !known.contains(row.keyId())).count();
    }

    /** Removes what is stored for this owner, for good. */
    public void remove(CredentialOwner owner) {
        store.lock();
        erase(store.find(owner).stream().toList());
    }

    /**
     * Removes what is stored for every purpose of one owner, for good.
     *
     * @return how many secrets were removed
     */
    public int removeAll(String ownerType, String ownerId) {
        store.lock();
        List<CredentialStore.Row> rows = store.of(ownerType, ownerId);
        erase(rows);
        return rows.size();
    }

    /** Seals every secret afresh: under a new key where the server keeps the key itself, else under the current one. */
    int replaceKey() {
        store.lock();
        int resealed = resealAll();
        audit.record(AuditEntry.success("VAULT_KEY_REPLACED", "CREDENTIAL_VAULT", null, null)
                .with("credentials", resealed));
        return resealed;
    }

    private void insert(CredentialOwner owner, Account.Kind kind, @Nullable String domain, String user, Secret secret) {
        KeyRing ring = keys.reload();
        byte[] sealed = sealing.seal(ring.current(), secret, boundTo(owner, kind, domain, user));
        String storedBy = Actor.current().name();
        store.insert(owner, kind, domain, user, ring.currentId(), sealed, clock.instant(), storedBy);
        audit.record(event("CREDENTIAL_STORED", owner, kind));
    }

    private void erase(List<CredentialStore.Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        byte[] noise = new byte[NOISE_BYTES];
        for (CredentialStore.Row row : rows) {
            random.nextBytes(noise);
            store.erase(row.credential().id(), noise);
            audit.record(event(
                    "CREDENTIAL_REMOVED",
                    row.credential().owner(),
                    row.credential().kind()));
        }
        if (keys instanceof KeyFile) {
            resealAll();
        }
    }

    private int resealAll() {
        KeyRing ring = keys.reload();
        if (keys instanceof KeyFile file) {
            Set<String> old = ring.keys().keySet();
            ring = file.add();
            forgetAfterCommit(file, old);
        }
        int resealed = 0;
        for (CredentialStore.Row row : store.all()) {
            if (!row.keyId().equals(ring.currentId())) {
                Secret secret = open(row);
                store.reseal(
                        row.credential().id(),
                        ring.currentId(),
                        sealing.seal(ring.current(), secret, boundTo(row.credential())));
                secret.close();
                resealed++;
            }
        }
        return resealed;
    }

    /** The old keys are needed until the rows sealed under the new one are committed, and by nobody after that. */
    private void forgetAfterCommit(KeyFile file, Set<String> old) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                file.forget(old);
            }
        });
    }

    private Secret open(CredentialStore.Row row) {
        SecretKey key = keys.ring().keys().get(row.keyId());
        if (key == null) {
            key = keys.reload().keys().get(row.keyId());
        }
        if (key == null) {
            throw new GodwitException(
                    GodwitException.Kind.UNAVAILABLE,
                    "VAULT_KEY_MISSING",
                    "A stored credential was sealed with a key that this server does not have.",
                    "Restore the vault's key, or give the account's password again.");
        }
        try {
            return sealing.open(key, row.sealed(), boundTo(row.credential()));
        } catch (AEADBadTagException e) {
            throw new GodwitException(
                    GodwitException.Kind.CONFLICT,
                    "CREDENTIAL_DAMAGED",
                    "A stored credential was changed or moved in the database and is not used.",
                    "Give the account's password again, and look into who changed the database.");
        }
    }

    private static List<String> boundTo(StoredCredential c) {
        return boundTo(c.owner(), c.kind(), c.domain(), c.user());
    }

    private static List<String> boundTo(
            CredentialOwner owner, Account.Kind kind, @Nullable String domain, String user) {
        return List.of(owner.type(), owner.id(), owner.purpose(), kind.name(), domain == null ? "" : domain, user);
    }

    private static AuditEntry event(String action, CredentialOwner owner, Account.Kind kind) {
        return AuditEntry.success(action, OBJECT_TYPE, owner.id(), owner.type() + " " + owner.purpose())
                .with("kind", kind.name());
    }
}
