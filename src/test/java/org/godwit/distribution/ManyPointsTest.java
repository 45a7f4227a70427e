package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.godwit.access.SecurityScope;
import org.godwit.access.SecurityScopeService;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.Pages;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** More distribution points than a page of a list has rows, and than a statement of SQL Server takes parameters. */
@IntegrationTest
@SignedInAs
class ManyPointsTest {

    private static final int MANY = 2_200;
    private static final int PACKAGES = 3;

    @Autowired
    private DistributionPointService points;

    @Autowired
    private DistributionPointRepository repository;

    @Autowired
    private SecurityScopeService scopes;

    @Autowired
    private JdbcTemplate jdbc;

    private final String scope = "Many " + UUID.randomUUID();
    private List<Long> ids = List.of();

    @BeforeEach
    void makeThem() {
        scopes.create(new SecurityScope.Input(scope, null));
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        jdbc.batchUpdate(
                "INSERT INTO distribution_point (name, site_code, location, created_at, modified_at, [version])"
                        + " VALUES (?, 'GDW', ?, ?, ?, 0)",
                IntStream.range(0, MANY)
                        .mapToObj(i -> new Object[] {
                            scope + " %04d".formatted(i),
                            "{\"kind\":\"SMB\",\"server\":\"dp" + i + "\",\"share\":\"" + scope + "\"}",
                            now,
                            now
                        })
                        .toList());
        ids = jdbc.queryForList(
                "SELECT id FROM distribution_point WHERE name LIKE ? ORDER BY id", Long.class, scope + "%");
        jdbc.batchUpdate(
                "INSERT INTO distribution_point_scope (distribution_point_id, scope_name) VALUES (?, ?)",
                ids.stream().map(id -> new Object[] {id, scope}).toList());
        jdbc.batchUpdate(
                "INSERT INTO stored_package (distribution_point_id, package_id, hierarchy_id, content_ids, files, bytes,"
                        + " published_at) VALUES (?, ?, 1, '[]', 1, 10, ?)",
                ids.stream()
                        .flatMap(id ->
                                IntStream.range(0, PACKAGES).mapToObj(i -> new Object[] {id, "PK10000" + i, now}))
                        .toList());
    }

    @AfterEach
    void removeThem() {
        for (String table : List.of("stored_package", "distribution_point_scope")) {
            jdbc.update(
                    "DELETE FROM " + table
                            + " WHERE distribution_point_id IN (SELECT id FROM distribution_point WHERE name LIKE ?)",
                    scope + "%");
        }
        jdbc.update("DELETE FROM distribution_point WHERE name LIKE ?", scope + "%");
        scopes.delete(scopes.list().stream()
                .filter(s -> s.name().equals(scope))
                .findFirst()
                .orElseThrow()
                .id());
    }

    @Test
    void areFoundByTheirIdsHoweverMany() {
        assertThat(repository.having(ids))
                .extracting(DistributionPointEntity::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void areCountedAndListedWholeForWhoHoldsTheirScope() {
        ActingAs.actor(new Actor("somebody", null, Actor.SYSTEM.authorities(), Set.of(scope)), () -> {
            assertThat(points.totals())
                    .isEqualTo(new DistributionPointTotals(MANY, (long) PACKAGES * MANY, 10L * PACKAGES * MANY));
            Page<DistributionPoint> last = points.list(new PageQuery(2, 1000, "name,desc"));
            assertThat(last.total()).isEqualTo(MANY);
            assertThat(last.items()).hasSize(MANY - 2000);
            assertThat(last.items().get(0).name()).isEqualTo(scope + " 0199");
            assertThat(last.items().get(0).packages()).isEqualTo(PACKAGES);
            return assertThat(Pages.all(points::list).map(DistributionPoint::id))
                    .containsExactlyInAnyOrderElementsOf(ids);
        });
    }

    @Test
    void ofOtherScopesAreNotCounted() {
        DistributionPointTotals others = ActingAs.actor(
                new Actor("somebody", null, Actor.SYSTEM.authorities(), Set.of(Actor.SCOPE_DEFAULT)),
                () -> points.totals());
        assertThat(points.totals().points()).isEqualTo(others.points() + MANY);
    }
}
