package org.godwit.site.sql;

import java.sql.SQLException;
import org.godwit.credential.Account;
import org.godwit.credential.KerberosFailure;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDatabases;
import org.godwit.site.SourceEndpoint;
import org.springframework.stereotype.Component;

/** Opens source site databases for gathering. */
@Component
class JdbcSourceDatabases implements SourceDatabases {

    private final SourceConnector connector;

    JdbcSourceDatabases(SourceConnector connector) {
        this.connector = connector;
    }

    @Override
    public SourceEndpoint check(String jdbcUrl) {
        return connector.parse(jdbcUrl).endpoint();
    }

    @Override
    public SourceDatabase open(String jdbcUrl, Account account) {
        SourceUrl url = connector.parse(jdbcUrl);
        try {
            return new JdbcSourceDatabase(SourceSession.on(
                    connector.connect(url, account), SourceConnector.dialect(url), connector.statementSeconds()));
        } catch (SQLException e) {
            throw SqlFailures.of(e, "The source site database could not be opened");
        } catch (KerberosFailure e) {
            throw SqlFailures.of(e);
        }
    }
}
