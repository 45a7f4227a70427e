package org.godwit.site.sql;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import java.util.Set;
import org.godwit.credential.KerberosFailure;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceFailure.Cause;
import org.ietf.jgss.GSSException;
import org.jspecify.annotations.Nullable;

/** Turns what a driver reports into the typed cause a gathering keeps. Statement texts and values stay out of it. */
final class SqlFailures {

    /** SQL Server: login failed, no access to the database, permission denied; H2: wrong user, rights missing. */
    private static final Set<Integer> UNAUTHORISED =
            Set.of(18456, 18452, 18470, 18486, 18487, 18488, 4060, 911, 916, 229, 230, 28000, 90096);

    /** SQL Server: lock and statement timeouts, connections broken, refused or not answered; H2: lock timeout, statement cancelled, connection broken, session ended. */
    private static final Set<Integer> TIMEOUT =
            Set.of(1222, -2, 64, 121, 233, 10053, 10054, 10060, 10061, 50200, 57014, 90067, 90098, 90121);

    /**
     * SQL Server (documentation, Database Engine errors): deadlock victim, no lock or memory to be had, snapshot overtaken by a
     * change of the schema; a database or replica that is starting, in transition or not the primary, also as the login meets it
     * (4060); a server that shuts down, is paused or is upgrading itself; a session that was killed.
     */
    private static final Set<Integer> PASSING = Set.of(
            1204, 1205, 1221, 701, 802, 845, 8645, 8651, 3960, 3961, 596, 921, 922, 927, 942, 952, 976, 978, 983, 4060,
            6001, 6005, 17142, 18401);

    private static final String FUNCTION = "fnsccmmultibytetowidechar";

    private SqlFailures() {}

    /** @param doing what was being done, as in "the sites could not be read" */
    static SourceFailure of(SQLException e, String doing) {
        return of(e, doing, false);
    }

    /**
     * @param lost whether the connection is closed now: SQL Server's driver closes one that breaks within a row, and gives neither
     *     state nor number
     */
    static SourceFailure of(SQLException e, String doing, boolean lost) {
        for (@Nullable Throwable t = e.getCause(); t != null; t = t.getCause()) {
            if (t instanceof GSSException) {
                return of(KerberosFailure.of(t)); // the driver's own Kerberos, for the ticket to the server
            }
        }
        Cause found = cause(e);
        Cause cause = lost && found == Cause.SQL_ERROR ? Cause.NETWORK_TIMEOUT : found;
        return new SourceFailure(cause, sentence(doing, e), hint(cause, e), e, passing(cause, e));
    }

    private static boolean passing(Cause cause, SQLException e) {
        boolean rolledBack = e.getSQLState() != null && e.getSQLState().startsWith("40"); // also H2's deadlock
        return cause == Cause.NETWORK_TIMEOUT || rolledBack || PASSING.contains(e.getErrorCode());
    }

    static SourceFailure of(KerberosFailure e) {
        Cause cause = e.reason() == KerberosFailure.Reason.KDC_UNREACHABLE ? Cause.NETWORK_TIMEOUT : Cause.UNAUTHORISED;
        return new SourceFailure(cause, e.getMessage(), e.hint(), e);
    }

    private static Cause cause(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (text(e).contains(FUNCTION)) {
            return Cause.NO_SQL_FUNCTION_PERMISSION;
        }
        if (UNAUTHORISED.contains(e.getErrorCode()) || state.startsWith("28")) {
            return Cause.UNAUTHORISED;
        }
        if (e instanceof SQLTimeoutException
                || TIMEOUT.contains(e.getErrorCode())
                || state.startsWith("08")
                || state.startsWith("HYT")) {
            return Cause.NETWORK_TIMEOUT;
        }
        return Cause.SQL_ERROR;
    }

    private static String sentence(String doing, SQLException e) {
        String why = switch (e.getErrorCode()) {
            case 18456, 28000 -> "The login or its password is wrong";
            case 18470 -> "The login is disabled";
            case 18486 -> "The login is locked";
            case 18487, 18488 -> "The login's password has expired";
            case 18452 -> "The server does not trust the account's domain";
            case 4060, 911, 916 -> "There is no database of this name, or the login may not open it";
            default -> doing;
        };
        return why + " (SQL state " + e.getSQLState() + ", error " + e.getErrorCode() + ").";
    }

    private static String hint(Cause cause, SQLException e) {
        if (cause == Cause.SQL_ERROR && passing(cause, e)) {
            return "It passes by itself: the database was busy with others' work, or is coming back. Gathering tries again.";
        }
        return switch (cause) {
            case UNAUTHORISED ->
                "Give the source site database account Connect, Execute and Select on the site database, and check its"
                        + " name and password.";
            case NETWORK_TIMEOUT ->
                tls(e)
                        ? "The encrypted connection could not be made: check the server's certificate, or name it by"
                                + " hostNameInCertificate."
                        : "Check that the server answers on its SQL port through every firewall, and that it is not"
                                + " overloaded.";
            case NO_SQL_FUNCTION_PERMISSION ->
                "Grant the source site database account Execute on the function fnSCCMMultiByteToWideChar.";
            default ->
                "Check that the database is the site database and is online; the server's log holds the details.";
        };
    }

    private static boolean tls(SQLException e) {
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof javax.net.ssl.SSLException || t instanceof java.security.cert.CertificateException) {
                return true;
            }
        }
        return text(e).contains("ssl");
    }

    private static String text(SQLException e) {
        String message = e.getMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }
}
