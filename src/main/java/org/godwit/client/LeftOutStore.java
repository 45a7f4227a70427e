package org.godwit.client;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.shared.Chunks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code gathered_left_out}: which gathered rows are left out, to be found by their SMSID. */
@Repository
class LeftOutStore {

    private final JdbcClient jdbc;
    private final BulkStore bulk;

    LeftOutStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /** A row that is left out. */
    record LeftOut(long hierarchyId, Gathered row) {}

    /** The rows of an SMSID that are left out, of whichever hierarchy, in ascending ResourceID. */
    List<LeftOut> of(String smsId) {
        String columns = "g." + GatheredStore.COLUMNS.replace(", ", ", g.");
        return jdbc.sql("SELECT " + columns + ", g.hierarchy_id FROM gathered_left_out l JOIN gathered_client g"
                        + " ON g.hierarchy_id = l.hierarchy_id AND g.resource_id = l.resource_id WHERE l.sms_id = :smsId"
                        + " ORDER BY g.hierarchy_id, g.resource_id")
                .param("smsId", smsId)
                .query((row, n) -> new LeftOut(row.getLong(11), GatheredStore.gathered(row)))
                .list();
    }

    /** Which of these SMSIDs rows of the hierarchy have that are left out. */
    Set<String> among(long hierarchyId, Collection<String> smsIds) {
        Set<String> found = new HashSet<>();
        for (List<String> some : Chunks.forStatements(smsIds)) {
            found.addAll(jdbc.sql("SELECT DISTINCT sms_id FROM gathered_left_out WHERE sms_id IN (:smsIds)"
                            + " AND hierarchy_id = :hierarchy")
                    .param("smsIds", some)
                    .param("hierarchy", hierarchyId)
                    .query((row, n) -> row.getString(1))
                    .list());
        }
        return found;
    }

    /** Notes of these rows whether they are left out, so that those which are can be found by their SMSID. */
    void note(long hierarchyId, List<Long> resourceIds) {
        bulk.update(
                "DELETE FROM gathered_left_out WHERE hierarchy_id = ? AND resource_id = ?",
                resourceIds,
                (statement, id) -> {
                    statement.setLong(1, hierarchyId);
                    statement.setLong(2, id);
                });
        for (List<Long> some : Chunks.forStatements(resourceIds)) {
            jdbc.sql(
                            "INSERT INTO gathered_left_out (hierarchy_id, resource_id, sms_id) SELECT hierarchy_id, resource_id,"
                                    + " sms_id" + GatheredStore.these(some.size())
                                    + " WHERE fate <> 'MIGRATE' AND sms_id IS NOT NULL")
                    .params(GatheredStore.withHierarchy(some, hierarchyId))
                    .update();
        }
    }

    /** Nothing of the hierarchy is left out any more. */
    void forget(long hierarchyId) {
        jdbc.sql("DELETE FROM gathered_left_out WHERE hierarchy_id = :hierarchy")
                .param("hierarchy", hierarchyId)
                .update();
    }
}
