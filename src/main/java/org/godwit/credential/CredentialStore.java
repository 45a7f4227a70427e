package org.godwit.credential;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of sealed secrets. */
@Component
class CredentialStore {

    private static final String SELECT = """
            SELECT id, owner_type, owner_id, purpose, account_kind, account_domain, account_user, key_id, sealed,
                   stored_at, stored_by, last_used_at
            FROM stored_credential
            """;

    private final JdbcClient jdbc;

    CredentialStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row: that a secret is stored, and the sealed secret itself. */
    record Row(StoredCredential credential, String keyId, byte[] sealed) {}

    /** Makes every other transaction that wants to change the vault wait for this one. */
    void lock() {
        jdbc.sql("UPDATE credential_vault SET changes = changes + 1 WHERE id = 1")
                .update();
    }

    Optional<Row> find(CredentialOwner owner) {
        return jdbc.sql(SELECT + "WHERE owner_type = ? AND owner_id = ? AND purpose = ?")
                .params(owner.type(), owner.id(), owner.purpose())
                .query(CredentialStore::row)
                .optional();
    }

    Optional<Row> find(long id) {
        return jdbc.sql(SELECT + "WHERE id = ?")
                .param(id)
                .query(CredentialStore::row)
                .optional();
    }

    List<Row> of(String ownerType, String ownerId) {
        return jdbc.sql(SELECT + "WHERE owner_type = ? AND owner_id = ? ORDER BY id")
                .params(ownerType, ownerId)
                .query(CredentialStore::row)
                .list();
    }

    List<Row> all() {
        return jdbc.sql(SELECT + "ORDER BY id").query(CredentialStore::row).list();
    }

    void insert(
            CredentialOwner owner,
            Account.Kind kind,
            @Nullable String domain,
            String user,
            String keyId,
            byte[] sealed,
            Instant storedAt,
            String storedBy) {
        jdbc.sql("""
                        INSERT INTO stored_credential (owner_type, owner_id, purpose, account_kind, account_domain,
                            account_user, key_id, sealed, stored_at, stored_by)
                        VALUES (:type, :id, :purpose, :kind, :domain, :user, :keyId, :sealed, :storedAt, :storedBy)
                        """)
                .param("type", owner.type())
                .param("id", owner.id())
                .param("purpose", owner.purpose())
                .param("kind", kind.name())
                .param("domain", domain, java.sql.Types.NVARCHAR)
                .param("user", user)
                .param("keyId", keyId)
                .param("sealed", sealed)
                .param("storedAt", storedAt.atOffset(ZoneOffset.UTC))
                .param("storedBy", storedBy)
                .update();
    }

    void reseal(long id, String keyId, byte[] sealed) {
        jdbc.sql("UPDATE stored_credential SET key_id = ?, sealed = ? WHERE id = ?")
                .params(keyId, sealed, id)
                .update();
    }

    void used(long id, Instant now, Instant notSince) {
        jdbc.sql(
                        "UPDATE stored_credential SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)")
                .params(now.atOffset(ZoneOffset.UTC), id, notSince.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Overwrites the sealed secret and the account's name with the given noise, then deletes the row. */
    void erase(long id, byte[] noise) {
        jdbc.sql("UPDATE stored_credential SET sealed = ?, account_user = ?, account_domain = NULL WHERE id = ?")
                .params(noise, "removed", id)
                .update();
        jdbc.sql("DELETE FROM stored_credential WHERE id = ?").param(id).update();
    }

    private static Row row(ResultSet rs, int number) throws SQLException {
        StoredCredential credential = new StoredCredential(
                rs.getLong("id"),
                new CredentialOwner(rs.getString("owner_type"), rs.getString("owner_id"), rs.getString("purpose")),
                Account.Kind.valueOf(rs.getString("account_kind")),
                rs.getString("account_domain"),
                rs.getString("account_user"),
                rs.getObject("stored_at", OffsetDateTime.class).toInstant(),
                rs.getString("stored_by"),
                instant(rs.getObject("last_used_at", OffsetDateTime.class)));
        return new Row(credential, rs.getString("key_id"), rs.getBytes("sealed"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
