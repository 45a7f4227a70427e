package org.godwit.gathering;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Called by a source's view while it is read: has the database end the very session that reads it, as often as told. */
public final class KillSession {

    private static final AtomicInteger TIMES = new AtomicInteger();
    private static volatile String url = "";

    private KillSession() {}

    /** @param jdbcUrl of the source */
    static void times(int times, String jdbcUrl) {
        url = jdbcUrl;
        TIMES.set(times);
    }

    static int left() {
        return TIMES.get();
    }

    /** @return 1 */
    public static int once(Connection reading) throws SQLException {
        if (TIMES.get() > 0 && TIMES.decrementAndGet() >= 0) {
            try (Statement statement = reading.createStatement();
                    ResultSet session = statement.executeQuery("SELECT SESSION_ID()")) {
                session.next();
                try (Connection other = DriverManager.getConnection(url, "sa", "");
                        PreparedStatement abort = other.prepareStatement("CALL ABORT_SESSION(?)")) {
                    abort.setInt(1, session.getInt(1));
                    abort.execute();
                }
            }
        }
        return 1;
    }
}
