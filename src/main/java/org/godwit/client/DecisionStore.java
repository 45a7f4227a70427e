package org.godwit.client;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.godwit.shared.Chunks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code client_decision}: what was decided of gathered rows before it was decided anew. A row is added when a decision
 * ends, in the transaction that ends it and before it does; the first decision on a row costs nothing.
 */
@Repository
class DecisionStore {

    private static final String END = "INSERT INTO client_decision (hierarchy_id, resource_id, sms_id, fate, blocked,"
            + " ended_by, ended_at) SELECT hierarchy_id, resource_id, sms_id, fate, blocked, ?, CAST(? AS DATETIME2(3))";

    private final JdbcClient jdbc;

    DecisionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Why a decision holds no more. */
    enum End {
        /** The row became another one's duplicate, obsolete, blocked, or the opposite. */
        REDECIDED,
        /** The row has another SMSID. */
        OTHER_SMSID,
        /** The source has the row no more. */
        GONE
    }

    /** @param endedAt until when it held */
    record Ended(long hierarchyId, long resourceId, Fate fate, boolean blocked, End endedBy, Instant endedAt) {}

    /** What is decided now of these rows, as they are stored, ends. */
    void end(long hierarchyId, List<Long> resourceIds, End why, Instant at) {
        for (List<Long> some : Chunks.forStatements(resourceIds)) {
            List<Object> parameters = new ArrayList<>(List.of(why.name(), ClientField.time(at)));
            parameters.addAll(GatheredStore.withHierarchy(some, hierarchyId));
            jdbc.sql(END + GatheredStore.these(some.size()) + " WHERE sms_id IS NOT NULL")
                    .params(parameters)
                    .update();
        }
    }

    /** All rows behind this ResourceID are gone. */
    void endAfter(long hierarchyId, long resourceId, Instant at) {
        jdbc.sql(END + " FROM gathered_client WHERE hierarchy_id = ? AND resource_id > ? AND sms_id IS NOT NULL")
                .params(End.GONE.name(), ClientField.time(at), hierarchyId, resourceId)
                .update();
    }

    /** Those of these clients that were not blocked are from now on. */
    void endUnblocked(long hierarchyId, List<String> smsIds, Instant at) {
        for (List<String> some : Chunks.forStatements(smsIds)) {
            List<Object> parameters = new ArrayList<>(List.of(End.REDECIDED.name(), ClientField.time(at), hierarchyId));
            parameters.addAll(some);
            String these = "?" + ", ?".repeat(some.size() - 1);
            jdbc.sql(END + " FROM gathered_client WHERE hierarchy_id = ? AND blocked = 0 AND sms_id IN (" + these + ")")
                    .params(parameters)
                    .update();
        }
    }

    /** The decisions on an SMSID that ended, in the order in which they did. */
    List<Ended> of(String smsId) {
        return jdbc.sql("SELECT hierarchy_id, resource_id, fate, blocked, ended_by, ended_at FROM client_decision"
                        + " WHERE sms_id = :smsId ORDER BY id")
                .param("smsId", smsId)
                .query((row, n) -> new Ended(
                        row.getLong(1),
                        row.getLong(2),
                        Fate.valueOf(row.getString(3)),
                        row.getBoolean(4),
                        End.valueOf(row.getString(5)),
                        row.getObject(6, LocalDateTime.class).toInstant(ZoneOffset.UTC)))
                .list();
    }

    void forget(long hierarchyId) {
        jdbc.sql("DELETE FROM client_decision WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .update();
    }
}
