package org.godwit.client;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.godwit.client.GatheredStore.Candidate;
import org.godwit.shared.Chunks;
import org.godwit.shared.GodwitException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Kept lists of clients: tables {@code client_list} and {@code client_list_member}. */
@Repository
class ClientListStore {

    private static final int PAGE = 4_000;

    private final JdbcClient jdbc;
    private final BulkStore bulk;

    ClientListStore(JdbcClient jdbc, BulkStore bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    /** @return the id of the new list */
    long add(long hierarchyId, List<Candidate> members) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO client_list (hierarchy_id, clients, blocked) VALUES (:hierarchy, :clients, :blocked)")
                .param("hierarchy", hierarchyId)
                .param("clients", members.size())
                .param("blocked", members.stream().filter(Candidate::blocked).count())
                .update(key, "id");
        long id =
                Objects.requireNonNull(key.getKey(), "an identity is generated").longValue();
        bulk.insert("INSERT INTO client_list_member (list_id, sms_id) VALUES (?, ?)", members, (statement, member) -> {
            statement.setLong(1, id);
            statement.setNString(2, member.smsId());
        });
        return id;
    }

    /** @throws GodwitException {@code CLIENT_LIST_NOT_FOUND} if this hierarchy has no such list */
    void check(long hierarchyId, long listId) {
        boolean known = jdbc.sql("SELECT COUNT(*) FROM client_list WHERE id = :id AND hierarchy_id = :hierarchy")
                        .param("id", listId)
                        .param("hierarchy", hierarchyId)
                        .query(Long.class)
                        .single()
                == 1;
        if (!known) {
            throw GodwitException.notFound(
                    "CLIENT_LIST_NOT_FOUND",
                    "This source hierarchy has no list of clients " + listId + ".",
                    "Choose the clients otherwise, or plan the waves again.");
        }
    }

    /**
     * The SMSIDs of a list, a page at a time.
     *
     * @throws GodwitException {@code CLIENT_LIST_NOT_FOUND} if this hierarchy has no such list
     */
    void eachMember(long hierarchyId, long listId, Consumer<String> sink) {
        check(hierarchyId, listId);
        String after = "";
        List<String> page;
        do {
            page = jdbc.sql("SELECT TOP " + PAGE + " sms_id FROM client_list_member WHERE list_id = :list"
                            + " AND sms_id > :after ORDER BY sms_id")
                    .param("list", listId)
                    .param("after", after)
                    .query((row, n) -> row.getString(1))
                    .list();
            page.forEach(sink);
            after = page.isEmpty() ? after : page.get(page.size() - 1);
        } while (page.size() == PAGE);
    }

    void remove(List<Long> listIds) {
        for (List<Long> some : Chunks.forStatements(listIds)) {
            jdbc.sql("DELETE FROM client_list WHERE id IN (:ids)")
                    .param("ids", some)
                    .update();
        }
    }
}
