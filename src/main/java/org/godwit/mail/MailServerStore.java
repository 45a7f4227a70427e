package org.godwit.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.godwit.mail.MailServer.Security;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one row that says where mail goes. */
@Component
class MailServerStore {

    private final JdbcClient jdbc;

    MailServerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            String host,
            int port,
            Security security,
            @Nullable String user,
            String sender) {}

    Optional<Row> find() {
        return jdbc.sql("SELECT host, port, transport_security, account_user, sender FROM mail_server WHERE id = 1")
                .query(MailServerStore::row)
                .optional();
    }

    void put(Row row, Instant at, String by) {
        remove();
        jdbc.sql("INSERT INTO mail_server"
                        + " (id, host, port, transport_security, account_user, sender, changed_at, changed_by)"
                        + " VALUES (1, :host, :port, :security, :user, :sender, :at, :by)")
                .param("host", row.host())
                .param("port", row.port())
                .param("security", row.security().name())
                .param("user", row.user())
                .param("sender", row.sender())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by)
                .update();
    }

    void remove() {
        jdbc.sql("DELETE FROM mail_server WHERE id = 1").update();
    }

    private static Row row(ResultSet rs, int number) throws SQLException {
        return new Row(
                rs.getString("host"),
                rs.getInt("port"),
                Security.valueOf(rs.getString("transport_security")),
                rs.getString("account_user"),
                rs.getString("sender"));
    }
}
