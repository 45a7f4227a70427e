package org.godwit.client;

import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.godwit.client.GuardStore.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Single records of {@code client_record}: assignments, and blocks set or lifted by an admin of the destination. */
@Repository
class AssignmentStore {

    private final JdbcClient jdbc;

    AssignmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param name null if not known yet
     * @param hardwareId null if not known
     * @param thumbprint null if not known
     */
    record State(
            boolean blocked,
            boolean blockLifted,
            @Nullable String name,
            @Nullable String hardwareId,
            @Nullable String thumbprint) {}

    Optional<State> find(String smsId) {
        return jdbc.sql("SELECT blocked, block_lifted, name, hardware_id, certificate_thumbprint FROM client_record"
                        + " WHERE sms_id = :smsId")
                .param("smsId", smsId)
                .query((row, n) -> new State(
                        row.getBoolean(1), row.getBoolean(2), row.getString(3), row.getString(4), row.getString(5)))
                .optional();
    }

    /** @return false if there is no such record that is not blocked */
    boolean assign(String smsId, String siteCode, Instant at) {
        return jdbc.sql("UPDATE client_record SET site_code = :site, assigned_at = :at,"
                                + " status = CASE WHEN digest IS NULL THEN 'ASSIGNED_EARLY' ELSE 'ASSIGNED' END"
                                + " WHERE sms_id = :smsId AND blocked = 0")
                        .param("site", siteCode)
                        .param("at", ClientField.time(at), Types.TIMESTAMP)
                        .param("smsId", smsId)
                        .update()
                == 1;
    }

    /** @throws org.springframework.dao.DataIntegrityViolationException if there is a record already */
    void create(Assignment assignment, Instant at) {
        jdbc.sql(
                        "INSERT INTO client_record (sms_id, site_code, assigned_at, status, hardware_id, certificate_thumbprint,"
                                + " blocked, block_lifted) VALUES (:smsId, :site, :at, :status, :hardware, :thumbprint, 0, 0)")
                .param("smsId", assignment.smsId().value())
                .param("site", assignment.siteCode().value())
                .param("at", ClientField.time(at), Types.TIMESTAMP)
                .param("status", ClientStatus.ASSIGNED_EARLY.name())
                .param("hardware", assignment.hardwareId(), Types.NVARCHAR)
                .param("thumbprint", assignment.certificateThumbprint(), Types.NVARCHAR)
                .update();
    }

    /** @return false if it was blocked already */
    boolean block(String smsId) {
        return jdbc.sql("UPDATE client_record SET blocked = 1, block_lifted = 0, block_origin = :origin"
                                + " WHERE sms_id = :smsId AND blocked = 0")
                        .param("origin", BlockOrigin.DESTINATION.name())
                        .param("smsId", smsId)
                        .update()
                == 1;
    }

    /**
     * Unblocks a record. Where its source blocks it, it is remembered that this block was lifted.
     *
     * @return false if it was not blocked
     */
    boolean unblock(String smsId) {
        return jdbc.sql("UPDATE client_record SET blocked = 0, block_lifted = CASE WHEN block_origin = 'SOURCE'"
                                + " OR EXISTS (SELECT 1 FROM block_guard g WHERE g.sms_id = client_record.sms_id"
                                + " AND g.kind = :kind AND g.hierarchy_id <> :destination) THEN 1 ELSE 0 END,"
                                + " block_origin = NULL WHERE sms_id = :smsId AND blocked = 1")
                        .param("kind", Kind.SMS_ID.name())
                        .param("destination", GuardStore.DESTINATION)
                        .param("smsId", smsId)
                        .update()
                == 1;
    }
}
