package org.godwit.draft;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.godwit.shared.CanonicalJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Component;

/** The table of drafts. */
@Component
class DraftStore {

    private static final String COLUMNS = "SELECT id, kind, title, fields, changed_at FROM draft ";

    private final JdbcClient jdbc;

    DraftStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Draft> list(String owner, Draft.Kind kind) {
        return jdbc.sql(COLUMNS + "WHERE owner_name = :owner AND kind = :kind ORDER BY changed_at DESC, id DESC")
                .param("owner", owner)
                .param("kind", kind.name())
                .query(DraftStore::draft)
                .list();
    }

    Optional<Draft> find(String owner, long id) {
        return jdbc.sql(COLUMNS + "WHERE owner_name = :owner AND id = :id")
                .param("owner", owner)
                .param("id", id)
                .query(DraftStore::draft)
                .optional();
    }

    long insert(String owner, Draft.Kind kind, String title, Map<String, List<String>> fields, Instant now) {
        KeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO draft (owner_name, kind, title, fields, changed_at)"
                        + " VALUES (:owner, :kind, :title, :fields, :now)")
                .param("owner", owner)
                .param("kind", kind.name())
                .param("title", title)
                .param("fields", CanonicalJson.write(fields))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update(id, "id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    /** False if the owner has no such draft. */
    boolean update(String owner, long id, String title, Map<String, List<String>> fields, Instant now) {
        return jdbc.sql("UPDATE draft SET title = :title, fields = :fields, changed_at = :now"
                                + " WHERE owner_name = :owner AND id = :id")
                        .param("title", title)
                        .param("fields", CanonicalJson.write(fields))
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("owner", owner)
                        .param("id", id)
                        .update()
                == 1;
    }

    void delete(String owner, long id) {
        jdbc.sql("DELETE FROM draft WHERE owner_name = :owner AND id = :id")
                .param("owner", owner)
                .param("id", id)
                .update();
    }

    @SuppressWarnings("unchecked") // what was written is read: texts by field name
    private static Draft draft(ResultSet row, int number) throws SQLException {
        return new Draft(
                row.getLong("id"),
                Draft.Kind.valueOf(row.getString("kind")),
                row.getString("title"),
                CanonicalJson.read(row.getString("fields"), Map.class),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
