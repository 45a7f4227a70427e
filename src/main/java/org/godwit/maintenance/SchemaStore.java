package org.godwit.maintenance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Hands the schema's scripts to the database. Flyway gives SQL Server a script as one batch, and SQL Server compiles a batch
 * before it runs any of it: it would refuse a statement that uses a column which the same script adds (error 207). So such
 * statements become texts of their own, which are compiled when their turn comes.
 */
@Component
class SchemaStore implements FlywayConfigurationCustomizer {

    private static final Pattern ADDS = Pattern.compile("ALTER TABLE \\w+ ADD (?!CONSTRAINT\\b).*", Pattern.DOTALL);
    private static final Pattern USES = Pattern.compile("(SELECT|INSERT|UPDATE|DELETE|MERGE)\\b.*", Pattern.DOTALL);

    @Override
    public void customize(FluentConfiguration configuration) {
        DataSource dataSource = configuration.getDataSource();
        if (dataSource != null) {
            configuration.dataSource(new Compiling(dataSource));
        }
    }

    /**
     * A script in which what comes after an added column is compiled for itself.
     *
     * @param script whose statements each end with a semicolon at the end of a line
     */
    static String compiledInTurn(String script) {
        StringBuilder all = new StringBuilder();
        StringBuilder statement = new StringBuilder();
        boolean added = false;
        for (String line : script.split("\\R", -1)) {
            boolean comment = line.strip().startsWith("--");
            if (comment || (statement.isEmpty() && line.isBlank())) {
                all.append(comment && !statement.isEmpty() ? "" : line + "\n");
                continue;
            }
            statement.append(line).append('\n');
            if (line.stripTrailing().endsWith(";")) {
                all.append(added ? inTurn(statement.toString()) : statement);
                added |= ADDS.matcher(statement.toString().toUpperCase(Locale.ROOT))
                        .lookingAt();
                statement.setLength(0);
            }
        }
        return all.append(added ? inTurn(statement.toString()) : statement).toString();
    }

    private static String inTurn(String statement) {
        String bare = statement.strip().replaceFirst(";$", "");
        return USES.matcher(bare.toUpperCase(Locale.ROOT)).lookingAt()
                ? "EXEC(N'" + bare.replace("'", "''") + "');\n"
                : statement;
    }

    private static final class Compiling extends DelegatingDataSource {

        Compiling(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return compiling(super.getConnection());
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return compiling(super.getConnection(user, password));
        }

        private static Connection compiling(Connection connection) throws SQLException {
            if (!connection.getMetaData().getDatabaseProductName().equals("Microsoft SQL Server")) {
                return connection;
            }
            return proxy(Connection.class, (method, arguments) -> {
                Object result = call(connection, method, arguments);
                return method.getName().equals("createStatement") && result instanceof Statement statement
                        ? compiling(statement)
                        : result;
            });
        }

        private static Statement compiling(Statement statement) {
            return proxy(Statement.class, (method, arguments) -> {
                if (method.getName().equals("execute") && arguments != null && arguments[0] instanceof String script) {
                    arguments[0] = compiledInTurn(script);
                }
                return call(statement, method, arguments);
            });
        }

        private interface Call {
            @Nullable Object of(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
        }

        private static <T> T proxy(Class<T> type, Call call) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> call.of(method, arguments)));
        }

        private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
