package org.godwit.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables {@code saved_review} and {@code review_watch}. */
@Repository
class SavedReviewStore {

    private static final String SELECT = "SELECT id, name, owner_name, shared, creator, job, from_day, to_day, flag,"
            + " reviewed, mail_to, created_at FROM saved_review ";

    private final JdbcClient jdbc;

    SavedReviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The owner's own and all shared ones, by name. */
    List<SavedReview> list(String owner) {
        return jdbc.sql(SELECT + "WHERE owner_name = :owner OR shared = 1 ORDER BY name, id")
                .param("owner", owner)
                .query(SavedReviewStore::review)
                .list();
    }

    /** Those of which somebody is told. */
    List<SavedReview> withAddress() {
        return jdbc.sql(SELECT + "WHERE mail_to IS NOT NULL ORDER BY id")
                .query(SavedReviewStore::review)
                .list();
    }

    Optional<SavedReview> find(String owner, long id) {
        return jdbc.sql(SELECT + "WHERE owner_name = :owner AND id = :id")
                .param("owner", owner)
                .param("id", id)
                .query(SavedReviewStore::review)
                .optional();
    }

    long insert(String owner, NewSavedReview review, Instant now) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO saved_review (owner_name, name, shared, creator, job, from_day, to_day, flag, reviewed,"
                        + " mail_to, created_at) VALUES (:owner, :name, :shared, :creator, :job, :from, :to, :flag,"
                        + " :reviewed, :mail, :now)")
                .param("owner", owner)
                .param("name", review.name())
                .param("shared", review.shared())
                .param("creator", review.creator(), Types.NVARCHAR)
                .param("job", review.job(), Types.NVARCHAR)
                .param("from", review.from(), Types.DATE)
                .param("to", review.to(), Types.DATE)
                .param("flag", review.flag(), Types.NVARCHAR)
                .param("reviewed", review.reviewed(), Types.BIT)
                .param("mail", review.mailTo(), Types.NVARCHAR)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update(id, "id");
        return Objects.requireNonNull(id.getKey(), "an identity is generated").longValue();
    }

    int count(String owner) {
        return jdbc.sql("SELECT COUNT(*) FROM saved_review WHERE owner_name = ?")
                .param(owner)
                .query(Integer.class)
                .single();
    }

    void delete(String owner, String name) {
        jdbc.sql("DELETE FROM saved_review WHERE owner_name = :owner AND name = :name")
                .param("owner", owner)
                .param("name", name)
                .update();
    }

    /** Number of the last event that was looked at for unusual creations. */
    long looked() {
        return jdbc.sql("SELECT looked_seq FROM review_watch WHERE id = 1")
                .query(Long.class)
                .single();
    }

    /** False if somebody else has looked meanwhile. */
    boolean look(long from, long to) {
        return jdbc.sql("UPDATE review_watch SET looked_seq = :to WHERE id = 1 AND looked_seq = :from")
                        .param("to", to)
                        .param("from", from)
                        .update()
                == 1;
    }

    private static SavedReview review(ResultSet row, int number) throws SQLException {
        return new SavedReview(
                row.getLong("id"),
                row.getString("name"),
                row.getString("owner_name"),
                row.getBoolean("shared"),
                row.getString("creator"),
                row.getString("job"),
                day(row, "from_day"),
                day(row, "to_day"),
                row.getString("flag"),
                row.getObject("reviewed") == null ? null : row.getBoolean("reviewed"),
                row.getString("mail_to"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        java.sql.Date day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }
}
