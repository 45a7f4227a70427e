package org.godwit.agent;

import java.util.List;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The database logins of agents: members of the role {@code godwit_agent} and of nothing else. Statements that make logins
 * take no parameters, so names and passwords are held to letters, digits, hyphens and underscores before they become text.
 */
@Component
class AgentLoginStore {

    private final JdbcTemplate jdbc;

    AgentLoginStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** On SQL Server the server's own login needs ALTER ANY LOGIN for it. */
    void create(String user, String password) {
        String name = plain(user);
        String secret = plain(password);
        List<String> statements = isH2()
                ? List.of(
                        "CREATE USER \"" + name + "\" PASSWORD '" + secret + "'",
                        "GRANT godwit_agent TO \"" + name + "\"")
                : List.of(
                        "CREATE LOGIN [" + name + "] WITH PASSWORD = '" + secret + "'",
                        "CREATE USER [" + name + "] FOR LOGIN [" + name + "]",
                        "ALTER ROLE godwit_agent ADD MEMBER [" + name + "]");
        statements.forEach(jdbc::execute);
    }

    /** No session can be opened with it any more; open ones end with their agent. */
    void drop(String user) {
        String name = plain(user);
        List<String> statements = isH2()
                ? List.of("DROP USER IF EXISTS \"" + name + "\"")
                : List.of(
                        "IF DATABASE_PRINCIPAL_ID('" + name + "') IS NOT NULL DROP USER [" + name + "]",
                        "IF SUSER_ID('" + name + "') IS NOT NULL DROP LOGIN [" + name + "]");
        statements.forEach(jdbc::execute);
    }

    private boolean isH2() {
        return Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>)
                connection -> connection.getMetaData().getDatabaseProductName().equals("H2")));
    }

    private static String plain(String text) {
        if (!text.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException("not a name or password of this program's making");
        }
        return text;
    }
}
