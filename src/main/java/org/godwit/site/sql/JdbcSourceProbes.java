package org.godwit.site.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.godwit.credential.Account;
import org.godwit.credential.KerberosFailure;
import org.godwit.site.SourceProbe;
import org.godwit.site.SourceProbes;
import org.springframework.stereotype.Component;

/** Opens source site databases for preflight. */
@Component
class JdbcSourceProbes implements SourceProbes {

    private final SourceConnector connector;

    JdbcSourceProbes(SourceConnector connector) {
        this.connector = connector;
    }

    @Override
    public SourceProbe open(String jdbcUrl, Account account) {
        SourceUrl url = connector.parse(jdbcUrl);
        try {
            Connection connection = connector.connect(url, account);
            connection.setReadOnly(true);
            return new JdbcSourceProbe(connection, SourceConnector.dialect(url));
        } catch (SQLException e) {
            throw SqlFailures.of(e, "The source site database could not be opened");
        } catch (KerberosFailure e) {
            throw SqlFailures.of(e);
        }
    }
}
