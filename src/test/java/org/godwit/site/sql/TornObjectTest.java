package org.godwit.site.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceObject;
import org.godwit.site.sql.definition.ObjectDefinition;
import org.godwit.site.sql.definition.ObjectDefinitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that changes between the statements that read one object of it: the object is as it was, or as it is, never mixed. */
public class TornObjectTest {

    private static final ThreadLocal<TornObjectTest> READING = new ThreadLocal<>();

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID()
            + ";DB_CLOSE_DELAY=-1;MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    private int version = 1;
    private int changesLeft;

    @BeforeEach
    void makeSource() throws SQLException {
        READING.set(this);
        execute(
                "CREATE TABLE v_Collection (CollectionID NVARCHAR(8) PRIMARY KEY, Name NVARCHAR(99), Comment NVARCHAR(99))",
                "INSERT INTO v_Collection VALUES ('CAS00010', 'Ring', 'version 1')",
                "CREATE TABLE rules (CollectionID NVARCHAR(8), RuleName NVARCHAR(99), QueryExpression NVARCHAR(99))",
                "INSERT INTO rules VALUES ('CAS00010', 'version 1', 'select')",
                "CREATE ALIAS change_now DETERMINISTIC FOR '" + TornObjectTest.class.getName() + ".changeNow'",
                // whoever reads the rules sees them as they are after another change of the collection
                "CREATE VIEW v_CollectionRuleQuery AS SELECT CollectionID, RuleName, QueryExpression FROM rules"
                        + " WHERE change_now(CollectionID) = 1");
    }

    @AfterEach
    void dropIt() throws SQLException {
        READING.remove();
        execute("SHUTDOWN");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Called by the database while it reads the rules. */
    @SuppressWarnings("unused")
    public static int changeNow(String collectionId) throws SQLException {
        TornObjectTest test = READING.get();
        if (test.changesLeft > 0) {
            test.changesLeft--;
            test.change();
        }
        return 1;
    }

    private void change() throws SQLException {
        version++;
        execute(
                "UPDATE v_Collection SET Comment = 'version " + version + "'",
                "UPDATE rules SET RuleName = 'version " + version + "'");
    }

    private SourceObject read(boolean consistent) throws SQLException {
        Connection connection = DriverManager.getConnection(url, "sa", "");
        if (consistent) {
            SqlDialect.H2.beginConsistentView(connection);
        }
        List<SourceObject> found = new ArrayList<>();
        try (SourceSession session =
                new SourceSession(connection, SqlDialect.H2, SourceSchema.read(connection, 30), consistent, 30)) {
            new ObjectReader(session).read(collections(), found::add);
        }
        return found.get(0);
    }

    private static ObjectDefinition collections() {
        return ObjectDefinitions.all().stream()
                .filter(d -> d.type() == ObjectType.COLLECTION)
                .findFirst()
                .orElseThrow();
    }

    private static void assertWhole(SourceObject collection, String version) {
        assertThat(collection.payload().get("Comment")).isEqualTo(version);
        assertThat(collection.payload().get("QueryRules").toString()).contains("RuleName=" + version);
    }

    @Test
    void withSnapshotIsolationItIsAsItWasWhenReadingBegan() throws SQLException {
        changesLeft = 1;

        assertWhole(read(true), "version 1");
        assertThat(version).as("it did change meanwhile").isEqualTo(2);
    }

    @Test
    void withoutItIsReadAgainUntilItHoldsStill() throws SQLException {
        changesLeft = 3;

        assertWhole(read(false), "version 4");
    }

    @Test
    void oneThatNeverHoldsStillIsNotTaken() {
        changesLeft = 1_000;

        assertThatExceptionOfType(SourceFailure.class)
                .isThrownBy(() -> read(false))
                .withMessageContaining("changes faster");
    }
}
