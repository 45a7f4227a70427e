package org.godwit.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.Secret;
import org.godwit.hierarchy.PreflightCheck;
import org.godwit.hierarchy.PreflightCheck.Outcome;
import org.godwit.hierarchy.SourceGaps;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.GodwitProperties;
import org.godwit.site.SourceRight;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.OnSqlServer;
import org.godwit.testing.SignedInAs;
import org.godwit.testing.SqlServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** A login with exactly the grants of deploy/sql/source-login.sql, at a whole sample site on a SQL Server. */
@IntegrationTest
@SignedInAs
@OnSqlServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceLoginOnSqlServerTest {

    private static final String PASSWORD = "Gr4nted-" + UUID.randomUUID();

    private final String login = "least_" + UUID.randomUUID().toString().substring(0, 8);
    private String owner = "";
    private @Nullable SampleSummary sample;

    @Autowired
    SourceHierarchyService hierarchies;

    @Autowired
    GatheringService gatherings;

    @Autowired
    SourceGaps gaps;

    @Autowired
    GodwitProperties properties;

    @BeforeAll
    void makeSampleAndLogin() throws Exception {
        owner = SqlServers.newDatabase("CM_LEAST");
        sample = SampleSite.generate(SampleSpec.small(properties
                        .dataDir()
                        .resolve("grants")
                        .resolve(UUID.randomUUID().toString()))
                .withClients(60)
                .withPackages(24)
                .withFiles(1, 100)
                .withJdbcUrl(owner));
        execute("CREATE LOGIN " + login + " WITH PASSWORD = '" + PASSWORD + "'");
        String script = Files.readString(Path.of("deploy", "sql", "source-login.sql"));
        execute(script.replace("$(login)", login).split("(?m)^GO\\s*$"));
    }

    @AfterEach
    void deleteWhatWasDefined() {
        hierarchies.list(org.godwit.shared.PageQuery.first(1000)).items().forEach(h -> {
            hierarchies.stopGathering(h.id());
            await().pollInSameThread().until(() -> gatherings.state(h.id()).status() != GatheringStatus.RUNNING);
            hierarchies.delete(h.id());
        });
    }

    @Test
    void isEnoughForAFullGathering() {
        SourceHierarchyDefinition definition = definition(least());
        assertThat(rights(definition))
                .isNotEmpty()
                .allSatisfy((check, outcome) -> assertThat(outcome).as(check).isEqualTo(Outcome.PASS));
        Gathering.Counts byOwner = gathered(definition(ownersAccount()));

        long id = hierarchies.create(definition, null).id();
        Gathering.Counts byLeast = gather(id);

        assertThat(byLeast).isEqualTo(byOwner);
        assertThat(byLeast.clients()).isPositive();
        assertThat(gaps.of(id)).isEmpty();
    }

    @Test
    void withOneGrantMissingPreflightNamesExactlyThatOne() throws Exception {
        SourceHierarchyDefinition definition = definition(least());
        for (SourceRight right : SourceRight.values()) {
            for (String view : right.views()) {
                execute("REVOKE SELECT ON dbo." + view + " FROM " + login);
                List<PreflightCheck> checks = hierarchies.preflight(definition);
                execute("GRANT SELECT ON dbo." + view + " TO " + login);

                List<PreflightCheck> named = checks.stream()
                        .filter(c -> c.check().startsWith("RIGHT_") && c.outcome() != Outcome.PASS)
                        .toList();
                assertThat(named).as(view).hasSize(1);
                PreflightCheck check = named.get(0);
                assertThat(check.check()).isEqualTo("RIGHT_" + right.name());
                assertThat(check.outcome()).isEqualTo(right.needed() ? Outcome.FAIL : Outcome.WARN);
                assertThat(check.detail()).contains(" " + view + " ");
                assertThat(check.hint()).contains("GRANT SELECT ON dbo." + view + " TO");
            }
        }
    }

    @Test
    void whatAMissingGrantTakesAwayIsKeptForThePlans() throws Exception {
        execute("REVOKE SELECT ON dbo.Collection_Rules FROM " + login);
        try {
            long id = hierarchies.create(definition(least()), null).id();
            gather(id);

            assertThat(gaps.of(id)).containsExactly(SourceRight.COLLECTION_INCLUDES);
        } finally {
            execute("GRANT SELECT ON dbo.Collection_Rules TO " + login);
        }
    }

    private Gathering.Counts gathered(SourceHierarchyDefinition definition) {
        long id = hierarchies.create(definition, null).id();
        Gathering.Counts counts = gather(id);
        deleteWhatWasDefined();
        return counts;
    }

    private Gathering.Counts gather(long id) {
        int number = gatherings.start(id);
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(2))
                .until(() -> gatherings.get(id, number).status() != GatheringStatus.RUNNING);
        Gathering ended = gatherings.get(id, number);
        assertThat(ended.cause()).isNull();
        return ended.counts();
    }

    private Map<String, Outcome> rights(SourceHierarchyDefinition definition) {
        return hierarchies.preflight(definition).stream()
                .filter(c -> c.check().startsWith("RIGHT_"))
                .collect(Collectors.toMap(PreflightCheck::check, PreflightCheck::outcome));
    }

    private AccountInput least() {
        return new AccountInput(Account.Kind.SQL_LOGIN, null, login, Secret.of(PASSWORD));
    }

    private AccountInput ownersAccount() {
        return new AccountInput(
                Account.Kind.SQL_LOGIN, null, part("user=([^;]+)"), Secret.of(part("password=([^;]+)")));
    }

    private SourceHierarchyDefinition definition(AccountInput account) {
        String url = "jdbc:sqlserver://" + part("//([^;]+)") + ";databaseName=" + part("databaseName=([^;]+)")
                + ";encrypt=" + (owner.contains("encrypt=false") ? "false" : "true;trustServerCertificate=true");
        return new SourceHierarchyDefinition(
                "Least " + UUID.randomUUID(),
                new SourceHierarchyDefinition.TopLevelSite(
                        Objects.requireNonNull(sample).siteServer(),
                        new SourceHierarchyDefinition.Database(url, account),
                        null,
                        null),
                null,
                null,
                false);
    }

    private String part(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(owner);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private void execute(String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(owner);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
