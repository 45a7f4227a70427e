package org.godwit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An agent's login tries everything with every table, and may do what it needs and nothing else. */
@IntegrationTest
class AgentRoleTest {

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "agent_beat", Set.of("SELECT", "UPDATE"),
            "agent_order", Set.of("SELECT", "UPDATE"),
            "agent_account", Set.of("SELECT"),
            "agent_log", Set.of("INSERT"),
            "agent_result", Set.of("SELECT", "INSERT"),
            "agent_scheduled_tasks", Set.of("SELECT", "INSERT", "UPDATE", "DELETE"),
            "verified_file", Set.of("SELECT"),
            "content_evidence", Set.of("SELECT"));

    @Autowired
    DataSource dataSource;

    @Autowired
    AgentLoginStore logins;

    @Test
    void anAgentsLoginCanDoWhatItNeedsAndNothingElse() throws SQLException {
        String user = "godwit_agent_" + UUID.randomUUID().toString().substring(0, 8);
        String password = "Aa1-" + UUID.randomUUID();
        logins.create(user, password);
        Map<String, List<String>> tables = new TreeMap<>();
        String url;
        try (Connection owner = dataSource.getConnection()) {
            url = owner.getMetaData().getURL();
            try (ResultSet columns = owner.getMetaData().getColumns(owner.getCatalog(), "dbo", "%", "%")) {
                while (columns.next()) {
                    tables.computeIfAbsent(
                                    columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT), t -> new ArrayList<>())
                            .add(columns.getString("COLUMN_NAME"));
                }
            }
        }
        assertThat(tables)
                .containsKeys("audit_event", "stored_credential", "admin_user", "client_record", "scheduled_tasks");
        Map<String, Set<String>> done = new TreeMap<>();
        try (Connection agent = DriverManager.getConnection(agentUrl(url), user, password)) {
            for (Map.Entry<String, List<String>> table : tables.entrySet()) {
                for (String verb : List.of("SELECT", "UPDATE", "DELETE", "INSERT")) {
                    if (succeeds(agent, statement(verb, table.getKey(), table.getValue()))) {
                        done.computeIfAbsent(table.getKey(), t -> new TreeSet<>())
                                .add(verb);
                    }
                }
            }
            assertThat(succeeds(agent, "CREATE TABLE planted (id BIGINT)")).isFalse();
            assertThat(succeeds(agent, "DROP TABLE agent_order")).isFalse();
        } finally {
            logins.drop(user);
        }
        assertThat(done).isEqualTo(new TreeMap<>(ALLOWED));
    }

    /** Touches no row. */
    private static String statement(String verb, String table, List<String> columns) {
        String column = "[" + columns.get(columns.size() - 1) + "]";
        return switch (verb) {
            case "SELECT" -> "SELECT COUNT(*) FROM " + table;
            case "UPDATE" -> "UPDATE " + table + " SET " + column + " = " + column + " WHERE 1 = 0";
            case "DELETE" -> "DELETE FROM " + table + " WHERE 1 = 0";
            default -> "INSERT INTO " + table + " (" + column + ") SELECT NULL WHERE 1 = 0";
        };
    }

    private static boolean succeeds(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    static String agentUrl(String url) {
        return url.startsWith("jdbc:h2:")
                ? url.replaceAll("(?i);INIT=.*$", "") + ";SCHEMA=dbo"
                : url.replaceAll("(?i);(user|userName|password)=[^;]*", "");
    }
}
