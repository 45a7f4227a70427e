package org.godwit.testing;

import java.nio.file.Path;
import java.util.UUID;

/**
 * Where tests get a database of H2 with the settings of the server's embedded one ({@code application.yaml}): SQL Server's mode,
 * names and comparisons that ignore case, the schema dbo. No user name and no password.
 */
public final class H2Databases {

    private static final String SETTINGS = ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";IGNORECASE=TRUE;INIT=CREATE SCHEMA IF NOT EXISTS dbo\\;SET SCHEMA dbo";
    private static final String KEPT = ";DB_CLOSE_DELAY=-1"; // as long as the JVM lives that has it in memory

    private H2Databases() {}

    /** JDBC URL of a new database in memory. */
    public static String newInMemory() {
        return "jdbc:h2:" + newName() + KEPT + SETTINGS;
    }

    /** JDBC URL of the database in this file, made if it is not there. @param file without {@code .mv.db} */
    public static String inFile(Path file) {
        return "jdbc:h2:file:" + file.toAbsolutePath() + SETTINGS;
    }

    /** A name for a database in memory that nobody has. */
    public static String newName() {
        return "mem:" + UUID.randomUUID();
    }

    /** JDBC URL of a database, made if it is not there, that a server of H2 has in memory. @param port on this machine */
    public static String served(int port, String name) {
        return "jdbc:h2:tcp://localhost:" + port + "/" + name + KEPT + SETTINGS;
    }
}
