package org.godwit.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.godwit.shared.GodwitException;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
@SignedInAs
class CredentialVaultTest {

    @Autowired
    CredentialVault vault;

    @Autowired
    CredentialService credentials;

    @Autowired
    VaultKeys keys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final CredentialOwner database = new CredentialOwner("TEST", id, "DATABASE");
    private final CredentialOwner content = new CredentialOwner("TEST", id, "CONTENT");
    private final Account login = new Account.SqlLogin("reader", Secret.of("S3cret"));

    @AfterEach
    void removeWhatIsLeft() {
        vault.removeAll("TEST", id);
    }

    @Test
    void givesBackWhatWasStoredAndNotesItsUse() {
        vault.store(database, login);
        vault.store(content, new Account.WindowsUser("corp.example", "copier", Secret.of("Ünïcode 密")));

        assertThat(vault.describe(database).orElseThrow().lastUsedAt()).isNull();
        assertThat(vault.find(database)).get().isInstanceOfSatisfying(Account.SqlLogin.class, found -> {
            assertThat(found.user()).isEqualTo("reader");
            assertThat(found.password().reveal()).isEqualTo("S3cret".toCharArray());
        });
        assertThat(vault.find(content)).get().isInstanceOfSatisfying(Account.WindowsUser.class, found -> {
            assertThat(found.domain()).isEqualTo("corp.example");
            assertThat(found.password().reveal()).isEqualTo("Ünïcode 密".toCharArray());
        });
        assertThat(vault.describe(database).orElseThrow().lastUsedAt()).isNotNull();
        assertThat(credentials.list())
                .filteredOn(c -> c.owner().id().equals(id))
                .extracting(StoredCredential::storedBy)
                .containsOnly("admin");
    }

    @Test
    void storesNothingForTheComputerAccount() {
        vault.store(database, login);

        vault.store(database, Account.computer());

        assertThat(vault.find(database)).isEmpty();
    }

    @Test
    void aRemovedSecretIsGoneAndSoIsTheKeyItWasSealedWith() {
        vault.store(database, login);
        vault.store(content, new Account.WindowsUser("corp.example", "copier", Secret.of("other")));
        String key = keyOf(database);

        vault.remove(database);

        assertThat(vault.find(database)).isEmpty();
        assertThat(keys.reload().keys()).doesNotContainKey(key);
        assertThat(vault.find(content)).as("what stays was sealed afresh").isPresent();
        assertThat(audited("CREDENTIAL_REMOVED")).isEqualTo(1);
    }

    @Test
    void aRemovalThatIsRolledBackRemovesNothing() {
        vault.store(database, login);

        transaction.executeWithoutResult(status -> {
            vault.removeAll("TEST", id);
            status.setRollbackOnly();
        });

        assertThat(vault.find(database)).isPresent();
    }

    @Test
    void aSecretMovedToAnotherOwnerDoesNotOpen() {
        vault.store(database, login);
        vault.store(content, new Account.SqlLogin("reader", Secret.of("other")));
        jdbc.sql(
                        "UPDATE stored_credential SET sealed = (SELECT s.sealed FROM stored_credential s WHERE s.owner_id = :id"
                                + " AND s.purpose = 'DATABASE'), key_id = (SELECT s.key_id FROM stored_credential s"
                                + " WHERE s.owner_id = :id AND s.purpose = 'DATABASE') WHERE owner_id = :id AND purpose = 'CONTENT'")
                .params(Map.of("id", id))
                .update();

        assertThatThrownBy(() -> vault.find(content))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("CREDENTIAL_DAMAGED"));
        jdbc.sql("DELETE FROM stored_credential WHERE owner_id = ?").param(id).update();
    }

    @Test
    void aReplacedKeyLeavesNothingSealedWithTheFormerOne() {
        vault.store(database, login);
        String before = keyOf(database);

        int resealed = credentials.replaceKey();

        assertThat(resealed).isGreaterThanOrEqualTo(1);
        assertThat(keyOf(database)).isNotEqualTo(before);
        assertThat(keys.reload().keys()).doesNotContainKey(before);
        assertThat(vault.find(database)).isPresent();
    }

    private String keyOf(CredentialOwner owner) {
        return jdbc.sql("SELECT key_id FROM stored_credential WHERE owner_id = ? AND purpose = ?")
                .params(owner.id(), owner.purpose())
                .query(String.class)
                .single();
    }

    private long audited(String action) {
        return jdbc.sql("SELECT COUNT(*) FROM audit_event WHERE action = ? AND object_id = ?")
                .params(action, id)
                .query(Long.class)
                .single();
    }
}
