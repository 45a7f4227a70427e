package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.Location;
import org.godwit.distribution.NewDistributionPoint;
import org.godwit.distribution.PackageMediaService;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyChange;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.job.ClientChoice;
import org.godwit.job.JobSelection;
import org.godwit.job.JobType;
import org.godwit.job.MigrationJobService;
import org.godwit.job.NewMigrationJob;
import org.godwit.job.PackageChoice;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.RunAs;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.wave.NewWavePlan;
import org.godwit.wave.WaveService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Every service method that names a source hierarchy or a distribution point by its id, against somebody who may do everything,
 * but in another security scope.
 */
@IntegrationTest
class ScopeMatrixTest {

    private static final Set<String> IDS_OF_HIERARCHIES = Set.of("hierarchyId", "sourceHierarchyId");

    @Autowired
    ListableBeanFactory beans;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    RunAs runAs;

    @Autowired
    SecurityScopeService scopes;

    @Autowired
    SourceHierarchyService hierarchies;

    @Autowired
    DistributionPointService points;

    @Autowired
    MigrationJobService jobs;

    @Autowired
    WaveService waves;

    @Autowired
    PackageMediaService media;

    @Autowired
    GodwitProperties properties;

    private String scope;
    private long hierarchy;
    private DistributionPoint point;

    private record Cell(Object bean, Method method, int argument, Securable kind) {}

    @BeforeEach
    void somethingInAScope() {
        scope = "Europe " + UUID.randomUUID();
        runAs.system(() -> scopes.create(new SecurityScope.Input(scope, null)));
        hierarchy = hierarchy(scope);
        point = runAs.system(() -> points.create(new NewDistributionPoint(
                "dp " + scope,
                "GDW",
                new Location.Directory(
                        Path.of(
                                        properties.dataDir().toString(),
                                        "scope-matrix",
                                        UUID.randomUUID().toString())
                                .toString(),
                        List.of()),
                null,
                Set.of(scope))));
    }

    @Test
    void whoHasAnotherScopeIsAnsweredAsIfNothingWasThere() {
        List<Cell> cells = scoped();
        long refusals = refusals();
        List<String> wrong = new ArrayList<>();
        for (Cell cell : cells) {
            String answer = as(Actor.SCOPE_DEFAULT, () -> call(cell));
            if (!answer.equals(cell.kind() + "_NOT_FOUND")) {
                wrong.add(cell.method() + ": " + answer);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).hasSizeGreaterThan(30);
        assertThat(refusals() - refusals).as("refusals on the audit trail").isEqualTo(cells.size());
    }

    /** A method that takes such an id and does not say so would let everybody past. */
    @Test
    void everyMethodThatTakesAnIdOfSomethingScopedSaysSo() {
        List<String> silent = new ArrayList<>();
        for (Method method : guarded().stream().map(Cell::method).distinct().toList()) {
            for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
                boolean ofHierarchy = IDS_OF_HIERARCHIES.contains(name(method, parameter))
                        || (SourceHierarchyService.class.isAssignableFrom(method.getDeclaringClass())
                                && name(method, parameter).equals("id"));
                boolean ofPoint = DistributionPointService.class.isAssignableFrom(method.getDeclaringClass())
                        && name(method, parameter).equals("id");
                if ((ofHierarchy || ofPoint) && parameter.getParameterAnnotation(InScope.class) == null) {
                    silent.add(method.toString());
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void listsShowWhatIsInReach() {
        assertThat(as(scope, () -> hierarchies.list(PageQuery.first(1000)).items()))
                .extracting(SourceHierarchy::id)
                .containsExactly(hierarchy);
        assertThat(as(scope, () -> points.list(PageQuery.first(1000)).items()))
                .extracting(DistributionPoint::id)
                .containsExactly(point.id());
        assertThat(as(
                        Actor.SCOPE_DEFAULT,
                        () -> hierarchies.list(PageQuery.first(1000)).items()))
                .extracting(SourceHierarchy::id)
                .doesNotContain(hierarchy);
        assertThat(as(
                        Actor.SCOPE_DEFAULT,
                        () -> points.list(PageQuery.first(1000)).items()))
                .extracting(DistributionPoint::id)
                .doesNotContain(point.id());
        assertThat(as(Actor.SCOPE_ALL, () -> hierarchies.get(hierarchy)).securityScopes())
                .containsExactly(scope);
    }

    @Test
    void jobsWavesAndMediaCannotUseWhatIsOutOfReach() {
        long ours = hierarchy(Actor.SCOPE_DEFAULT);
        assertThat(as(
                        Actor.SCOPE_DEFAULT,
                        () -> code(() -> jobs.create(job(JobType.CLIENT, hierarchy, List.of()), null))))
                .isEqualTo("SOURCE_HIERARCHY_NOT_FOUND");
        assertThat(as(
                        Actor.SCOPE_DEFAULT,
                        () -> code(() -> jobs.create(job(JobType.CONTENT, ours, List.of(point.id())), null))))
                .isEqualTo("DISTRIBUTION_POINT_NOT_FOUND");
        assertThat(as(
                        Actor.SCOPE_DEFAULT,
                        () -> code(() -> waves.create(
                                new NewWavePlan("w", hierarchy, ClientChoice.everyone(), List.of(1), null)))))
                .isEqualTo("SOURCE_HIERARCHY_NOT_FOUND");
        assertThat(as(
                        Actor.SCOPE_DEFAULT,
                        () -> code(() -> media.export(
                                new PackageMediaService.NewMediaExport("/x", null, null, point.id(), null)))))
                .isEqualTo("DISTRIBUTION_POINT_NOT_FOUND");
        assertThat(as(
                        Actor.SCOPE_DEFAULT,
                        () -> code(() ->
                                media.importMedia(new PackageMediaService.NewMediaImport("/x", "key", point.id())))))
                .isEqualTo("DISTRIBUTION_POINT_NOT_FOUND");
    }

    @Test
    void nobodyPutsAnythingIntoAScopeSheDoesNotHold() {
        assertThat(as(
                        scope,
                        () -> code(() -> hierarchies.change(
                                hierarchy,
                                new SourceHierarchyChange(null, null, null, null, Set.of(Actor.SCOPE_DEFAULT))))))
                .isEqualTo("SECURITY_SCOPE_NOT_HELD");
        assertThat(as(
                        Actor.SCOPE_ALL,
                        () -> code(() -> hierarchies.change(
                                hierarchy, new SourceHierarchyChange(null, null, null, null, Set.of("No such"))))))
                .isEqualTo("SECURITY_SCOPE_NOT_FOUND");
        SourceHierarchy moved = as(
                Actor.SCOPE_ALL,
                () -> hierarchies.change(
                        hierarchy, new SourceHierarchyChange(null, null, null, null, Set.of(Actor.SCOPE_DEFAULT))));
        assertThat(moved.securityScopes()).containsExactly(Actor.SCOPE_DEFAULT);
        assertThat(as(Actor.SCOPE_DEFAULT, () -> hierarchies.get(hierarchy)).id())
                .isEqualTo(hierarchy);
        DistributionPoint hers = as(
                scope,
                () -> points.update(
                        point.id(), new NewDistributionPoint(point.name(), point.siteCode(), point.location(), null)));
        assertThat(hers.securityScopes()).as("left where it is").containsExactly(scope);
    }

    @Test
    void whatIsMadeWithoutAScopeIsWhereItsMakerSeesIt() {
        DistributionPoint usual = as(Actor.SCOPE_ALL, () -> made(null));
        assertThat(usual.securityScopes()).containsExactly(Actor.SCOPE_DEFAULT);
        DistributionPoint hers = as(scope, () -> made(null));
        assertThat(hers.securityScopes()).containsExactly(scope);
    }

    @Test
    void aScopeInUseStays() {
        long id = runAs.system(() -> scopes.list()).stream()
                .filter(s -> s.name().equals(scope))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(runAs.system(() -> code(() -> scopes.delete(id)))).isEqualTo("SECURITY_SCOPE_IN_USE");
    }

    private DistributionPoint made(@Nullable Set<String> in) {
        Location place = new Location.Directory(
                Path.of(
                                properties.dataDir().toString(),
                                "scope-matrix",
                                UUID.randomUUID().toString())
                        .toString(),
                List.of());
        return points.create(new NewDistributionPoint("dp " + UUID.randomUUID(), "GDW", place, null, in));
    }

    private static NewMigrationJob job(JobType type, long hierarchyId, List<Long> pointIds) {
        boolean content = type == JobType.CONTENT;
        JobSelection select = new JobSelection(
                null,
                null,
                content ? null : ClientChoice.everyone(),
                content ? PackageChoice.everything() : null,
                pointIds);
        return new NewMigrationJob("scoped", null, type, hierarchyId, select, null, null, null, null, null, null, null);
    }

    /** As a definition would be kept; nothing is asked of a source here. */
    private long hierarchy(String in) {
        String name = "Scoped " + UUID.randomUUID();
        jdbc.update("""
                INSERT INTO source_hierarchy (name, state, site_code, site_server, jdbc_url, database_account,
                    provider_account, content_account, gather_every_seconds, data_classes, preflight, created_by, created_at,
                    modified_by, modified_at, version)
                VALUES (?, 'STOPPED', 'ZZ9', 'zz9.example', 'jdbc:sqlserver://zz9.example', 'COMPUTER_ACCOUNT',
                    'COMPUTER_ACCOUNT', 'COMPUTER_ACCOUNT', 14400, '', '[]', 'test', CURRENT_TIMESTAMP, 'test',
                    CURRENT_TIMESTAMP, 0)""", name);
        long id = Objects.requireNonNull(
                jdbc.queryForObject("SELECT id FROM source_hierarchy WHERE name = ?", Long.class, name));
        jdbc.update("INSERT INTO source_hierarchy_scope (hierarchy_id, scope_name) VALUES (?, ?)", id, in);
        return id;
    }

    private long refusals() {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT COUNT(*) FROM audit_event WHERE action = 'SCOPE_REFUSED'", Long.class));
    }

    private static <T> T as(String scope, Supplier<T> work) {
        return ActingAs.actor(new Actor("somebody", null, Actor.SYSTEM.authorities(), Set.of(scope)), work);
    }

    private static String code(Runnable call) {
        Throwable thrown = catchThrowable(call::run);
        return thrown instanceof GodwitException e ? e.code() : String.valueOf(thrown);
    }

    private List<Cell> scoped() {
        return guarded().stream().filter(cell -> cell.argument() >= 0).toList();
    }

    /** One for each parameter that is in scopes; one with argument -1 for a method that has none. */
    private List<Cell> guarded() {
        List<Cell> found = new ArrayList<>();
        for (String name : beans.getBeanNamesForAnnotation(Component.class)) {
            Class<?> type = ClassUtils.getUserClass(Objects.requireNonNull(beans.getType(name)));
            if (!type.getName().startsWith("org.godwit.")) {
                continue;
            }
            for (Method method : type.getDeclaredMethods()) {
                if (AnnotatedElementUtils.findMergedAnnotation(method, Requires.class) == null
                        || method.isBridge()
                        || !Modifier.isPublic(method.getModifiers())) {
                    continue;
                }
                List<Cell> parameters = Stream.of(new AnnotatedMethod(method).getMethodParameters())
                        .filter(p -> p.getParameterAnnotation(InScope.class) != null)
                        .map(p -> new Cell(
                                beans.getBean(name),
                                method,
                                p.getParameterIndex(),
                                Objects.requireNonNull(p.getParameterAnnotation(InScope.class))
                                        .value()))
                        .toList();
                found.addAll(
                        parameters.isEmpty()
                                ? List.of(new Cell(beans.getBean(name), method, -1, Securable.SOURCE_HIERARCHY))
                                : parameters);
            }
        }
        return found;
    }

    private static String name(Method method, MethodParameter parameter) {
        return method.getParameters()[parameter.getParameterIndex()].getName();
    }

    /** Calls the bean as it is wired with the id that is out of reach: the refusal comes before anything else is looked at. */
    private String call(Cell cell) {
        Object[] arguments = Arrays.stream(cell.method().getParameterTypes())
                .map(ScopeMatrixTest::nothing)
                .toArray();
        arguments[cell.argument()] = cell.kind() == Securable.SOURCE_HIERARCHY ? hierarchy : point.id();
        return code(() -> {
            try {
                cell.bean()
                        .getClass()
                        .getMethod(cell.method().getName(), cell.method().getParameterTypes())
                        .invoke(cell.bean(), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? (Object) 0L : null;
    }
}
