package org.godwit.agent;

import java.util.Objects;
import java.util.regex.Pattern;
import org.godwit.shared.GodwitException;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.stereotype.Component;

/** How agents reach the database. */
@Component
class AgentDatabase {

    private static final Pattern LOGIN_IN_URL = Pattern.compile("(?i);(user|userName|password)=[^;]*");

    private final AgentProperties properties;
    private final DataSourceProperties own;

    AgentDatabase(AgentProperties properties, DataSourceProperties own) {
        this.properties = properties;
        this.own = own;
    }

    /**
     * The JDBC URL without a login, and for H2 without settings, which only an administrator of the database may give.
     *
     * @throws GodwitException {@code AGENTS_NEED_SERVER_DATABASE} if it is embedded in this server
     */
    String url() {
        String given = properties.databaseUrl();
        String url = given != null ? given : Objects.requireNonNullElse(own.getUrl(), "");
        if (url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:")) {
            throw GodwitException.conflict(
                    "AGENTS_NEED_SERVER_DATABASE",
                    "The embedded database is this server's alone: no agent can reach it.",
                    "Move to SQL Server, or give godwit.agents.database-url.");
        }
        String bare = LOGIN_IN_URL.matcher(url).replaceAll("");
        return bare.startsWith("jdbc:h2:") ? bare.replaceAll(";.*$", "") + ";SCHEMA=dbo" : bare;
    }
}
