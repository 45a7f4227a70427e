package org.godwit.testing;

import java.nio.file.Path;
import java.util.UUID;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;

/** The properties a server under test starts with. */
final class TestServer {

    /** Password of the first administrator, {@code admin}, in every integration test. */
    static final String ADMIN_PASSWORD = "Test-Admin-Passw0rd";

    private TestServer() {}

    @Order(1)
    static final class Embedded implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            apply(context, H2Databases.newInMemory());
        }
    }

    /** Comes after {@link Embedded}, whose values it overrides. */
    @Order(2)
    static final class SqlServer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            apply(context, SqlServers.newDatabase("godwit_test"));
        }
    }

    private static void apply(ConfigurableApplicationContext context, String jdbcUrl) {
        Path dataDir =
                Path.of("target", "test-data", UUID.randomUUID().toString()).toAbsolutePath();
        TestPropertyValues.of(
                        "spring.datasource.url=" + jdbcUrl,
                        "godwit.data-dir=" + dataDir,
                        "godwit.agents.database-url=jdbc:sqlserver://sql.contoso.com;databaseName=godwit",
                        "godwit.network.allow-loopback=true",
                        "godwit.bootstrap-admin-password=" + ADMIN_PASSWORD,
                        "godwit.schedule.poll-interval=100ms",
                        "godwit.gathering.retry-after=200ms,1s",
                        "godwit.reviews.watch-every=1h")
                .applyTo(context);
    }
}
