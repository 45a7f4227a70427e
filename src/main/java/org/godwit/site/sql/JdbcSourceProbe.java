package org.godwit.site.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.godwit.site.SourceProbe;
import org.jspecify.annotations.Nullable;

/** Asks a source database for one row at a time. Names are not looked up first: the catalogue hides what is denied. */
final class JdbcSourceProbe implements SourceProbe {

    /** Where a site database says whose it is. */
    static final String VIEW = "v_Identification";

    static final String SITE_CODE = "ThisSiteCode";

    /** Preflight as a whole takes no longer than three times this. */
    private static final int TIMEOUT_SECONDS = 5;

    /** SQL Server: SELECT denied on an object or its columns; H2: not enough rights. */
    private static final Set<Integer> DENIED = Set.of(229, 230, 90096);

    /** SQL Server: invalid object name; H2: table not found, and the same where none of that name is near. */
    private static final Set<Integer> MISSING = Set.of(208, 42102, 42103, 42104);

    private final Connection connection;
    private final SqlDialect dialect;

    JdbcSourceProbe(Connection connection, SqlDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    @Override
    public Access access(String view) {
        try {
            ask(dialect.limited("1 FROM " + quoted(view), 1), ResultSet::next);
            return Access.READABLE;
        } catch (SQLException e) {
            if (DENIED.contains(e.getErrorCode()) || says(e, "permission denied")) {
                return Access.DENIED;
            }
            if (MISSING.contains(e.getErrorCode()) || says(e, "does not exist")) {
                return Access.MISSING;
            }
            throw SqlFailures.of(e, "The view " + view + " could not be read");
        }
    }

    @Override
    public Optional<String> siteCode() {
        return firstText(SITE_CODE + " FROM \"" + VIEW + "\"")
                .or(() -> firstText("SiteCode FROM \"Sites\" WHERE SiteKey = 1"));
    }

    @Override
    public boolean mayWrite() {
        Optional<String> question = dialect.mayWrite();
        return question.isPresent()
                && asking("The rights could not be read", question.get(), rows -> {
                    rows.next();
                    return rows.getInt(1) > 0;
                });
    }

    @Override
    public Instant now() {
        return asking("The database's clock could not be read", dialect.now(), rows -> {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        });
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it was only read from, and it is gone
        }
    }

    /** For servers that speak SQL Server's protocol with error numbers of their own. */
    private static boolean says(SQLException e, String words) {
        String message = e.getMessage();
        return message != null && message.contains(words);
    }

    /** Empty also where the view is missing, denied, or other than the reference says. */
    private Optional<String> firstText(String columnsAndRest) {
        try {
            return Optional.ofNullable(
                    ask(dialect.limited(columnsAndRest, 1), rows -> rows.next() ? rows.getString(1) : null));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private <T> T asking(String failure, String sql, Answer<T> answer) {
        try {
            return ask(sql, answer);
        } catch (SQLException e) {
            throw SqlFailures.of(e, failure);
        }
    }

    private <T extends @Nullable Object> T ask(String sql, Answer<T> answer) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return answer.of(rows);
            }
        }
    }

    private static String quoted(String view) {
        return "\"" + view.replace("\"", "\"\"") + "\"";
    }

    @FunctionalInterface
    private interface Answer<T extends @Nullable Object> {
        T of(ResultSet rows) throws SQLException;
    }
}
