package org.godwit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.godwit.shared.GodwitException;
import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
        value = "org.godwit.testing.SqlServers#available",
        disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
class SampleSiteOnSqlServerTest {

    @TempDir
    private Path directory;

    @Test
    void a_sql_server_gets_the_rows_that_an_h2_file_gets() throws Exception {
        String url = SqlServers.newDatabase("sample");
        SampleSummary embedded = SampleSite.generate(SampleSpec.small(directory.resolve("h2")));
        SampleSummary server = SampleSite.generate(
                SampleSpec.small(directory.resolve("server")).withJdbcUrl(url));

        assertThat(server.rows()).isEqualTo(embedded.rows());
        assertThat(server.jdbcUrl()).doesNotContainIgnoringCase("password");
        for (String table : new TreeSet<>(embedded.rows().keySet())) {
            assertThat(rows(url, table)).as(table).isEqualTo(rows(embedded.jdbcUrl(), table));
        }
        assertThatThrownBy(() -> SampleSite.generate(
                        SampleSpec.small(directory.resolve("twice")).withJdbcUrl(url)))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SAMPLE_DATABASE_IN_USE"));
    }

    /** Every value as text; what each database writes differently of the same value is made alike. */
    private static List<String> rows(String url, String table) throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(text(result.getObject(i))).append('|');
                }
                rows.add(row.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    private static String text(Object value) {
        if (value instanceof Boolean bit) {
            return bit ? "1" : "0";
        }
        return String.valueOf(value).toLowerCase(Locale.ROOT).equals("null") ? "null" : String.valueOf(value);
    }
}
