package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInvocation;
import org.godwit.audit.AuditTrail;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.ScopeGuard;
import org.godwit.shared.GodwitException;
import org.godwit.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * Every method of every bean that names a right, against every built-in role and against nobody. Who lacks the right is
 * refused by the bean itself, as it is wired; who has it gets past the check.
 */
@IntegrationTest
class RightsMatrixTest {

    @Autowired
    ListableBeanFactory beans;

    @Autowired
    JdbcTemplate jdbc;

    private record Cell(Object bean, Method method, Right right) {}

    @Test
    void everyRoleGetsPastExactlyTheMethodsItsRightsName() {
        long refusals = refusals();
        long refused = 0;
        long cells = 0;
        List<String> wrong = new ArrayList<>();
        for (Cell cell : guarded()) {
            for (BuiltInRole role : BuiltInRole.values()) {
                boolean may = role.rights().contains(cell.right());
                cells++;
                refused += may ? 0 : 1;
                String answer = ActingAs.actor(actor(role.rights()), () -> may ? pass(cell) : call(cell));
                if (!answer.equals(may ? "passed" : "RIGHT_MISSING")) {
                    wrong.add(role + " " + cell.method() + ": " + answer);
                }
            }
            cells++;
            refused++;
            if (!call(cell).equals("SIGN_IN_REQUIRED")) {
                wrong.add("nobody " + cell.method() + ": " + call(cell));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(500);
        assertThat(refusals() - refusals).as("refusals on the audit trail").isEqualTo(refused);
    }

    /** Custom roles: each right alone opens the methods that name it and no other, and all the others open all but these. */
    @Test
    void everySingleRightOpensItsOwnMethodsOnly() {
        long cells = 0;
        List<String> wrong = new ArrayList<>();
        for (Cell cell : guarded()) {
            for (Right right : Right.values()) {
                boolean may = right == cell.right();
                cells += 2;
                if (!ActingAs.actor(actor(EnumSet.of(right)), () -> pass(cell)).equals(may ? "passed" : "RIGHT_MISSING")
                        || !ActingAs.actor(actor(EnumSet.complementOf(EnumSet.of(right))), () -> pass(cell))
                                .equals(may ? "RIGHT_MISSING" : "passed")) {
                    wrong.add(right + " " + cell.method());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(5_000);
    }

    private long refusals() {
        return jdbc.queryForObject("SELECT COUNT(*) FROM audit_event WHERE action = 'RIGHT_REFUSED'", Long.class);
    }

    @Test
    void builtInRolesKeepApartWhatDesignKeepsApart() {
        Map<BuiltInRole, Set<Right>> rights =
                Arrays.stream(BuiltInRole.values()).collect(Collectors.toMap(r -> r, BuiltInRole::rights));
        assertThat(rights.get(BuiltInRole.FULL_ADMINISTRATOR))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Right.SOURCE_AUDIT_READ)));
        assertThat(rights.get(BuiltInRole.INFRASTRUCTURE_ADMINISTRATOR))
                .contains(Right.MIGRATION_JOB_CREATE, Right.MIGRATION_JOB_RUN)
                .doesNotContain(Right.MIGRATION_JOB_APPROVE, Right.ADMIN_USER_MODIFY, Right.AUDIT_READ);
        assertThat(rights.get(BuiltInRole.JOB_APPROVER))
                .contains(Right.MIGRATION_JOB_APPROVE)
                .doesNotContain(Right.MIGRATION_JOB_CREATE, Right.MIGRATION_JOB_MODIFY, Right.MIGRATION_JOB_RUN);
        assertThat(rights.get(BuiltInRole.OPERATOR))
                .contains(Right.MIGRATION_JOB_RUN)
                .doesNotContain(Right.MIGRATION_JOB_CREATE, Right.MIGRATION_JOB_APPROVE, Right.SOURCE_HIERARCHY_MODIFY);
        assertThat(rights.get(BuiltInRole.READ_ONLY_ANALYST))
                .allMatch(r -> r.verb().equals("READ"));
        Set<Right> migrated = EnumSet.of(Right.CLIENT_READ, Right.CATALOG_READ, Right.CONTENT_READ, Right.REPORT_READ);
        assertThat(rights.get(BuiltInRole.SECURITY_OFFICER))
                .contains(Right.AUDIT_READ, Right.AUDIT_VERIFY, Right.AUDIT_EXPORT, Right.SOURCE_AUDIT_READ)
                .doesNotContainAnyElementsOf(migrated);
    }

    private List<Cell> guarded() {
        List<Cell> found = new ArrayList<>();
        for (String name : beans.getBeanNamesForAnnotation(Component.class)) {
            Class<?> type = ClassUtils.getUserClass(Objects.requireNonNull(beans.getType(name)));
            if (!type.getName().startsWith("org.godwit.")) {
                continue;
            }
            for (Method method : type.getDeclaredMethods()) {
                Requires requires = AnnotatedElementUtils.findMergedAnnotation(method, Requires.class);
                if (requires != null && !method.isBridge() && Modifier.isPublic(method.getModifiers())) {
                    found.add(new Cell(beans.getBean(name), method, requires.value()));
                }
            }
        }
        return found;
    }

    private static Actor actor(Set<Right> rights) {
        Set<String> authorities = rights.stream().map(Right::authority).collect(Collectors.toSet());
        return new Actor("somebody", null, authorities, Set.of(Actor.SCOPE_ALL));
    }

    /** Calls the bean as it is wired: a refusal comes before any argument is looked at. */
    private static String call(Cell cell) {
        Object[] nothing = Stream.of(cell.method().getParameterTypes())
                .map(RightsMatrixTest::nothing)
                .toArray();
        Throwable failure = catchThrowable(() -> {
            Method callable = cell.bean()
                    .getClass()
                    .getMethod(cell.method().getName(), cell.method().getParameterTypes());
            try {
                callable.invoke(cell.bean(), nothing);
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return failure instanceof GodwitException refused ? refused.code() : "answered " + failure;
    }

    /** Asks the check alone, so that nothing is done. */
    private static String pass(Cell cell) {
        MethodInvocation invocation = Mockito.mock(MethodInvocation.class);
        Mockito.when(invocation.getThis())
                .thenReturn(AopUtils.getTargetClass(cell.bean()).cast(target(cell)));
        Mockito.when(invocation.getMethod()).thenReturn(cell.method());
        Mockito.when(invocation.getArguments())
                .thenReturn(Stream.of(cell.method().getParameterTypes())
                        .map(RightsMatrixTest::nothing)
                        .toArray());
        try {
            Mockito.when(invocation.proceed()).thenReturn("passed");
            RightsInterceptor interceptor =
                    new RightsInterceptor(() -> Mockito.mock(AuditTrail.class), () -> Mockito.mock(ScopeGuard.class));
            return String.valueOf(interceptor.invoke(invocation));
        } catch (GodwitException refused) {
            return refused.code();
        } catch (Throwable e) {
            return e.toString();
        }
    }

    private static Object target(Cell cell) {
        Object target = org.springframework.aop.framework.AopProxyUtils.getSingletonTarget(cell.bean());
        return target == null ? cell.bean() : target;
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
