package org.godwit.access;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Actor;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.RequiresSignIn;
import org.godwit.security.Right;
import org.godwit.security.ScopeGuard;
import org.godwit.security.Securable;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * Lets a call through if whoever acts holds the right its method names with {@link Requires}, be it on the class or on an
 * interface it implements, and reaches what its parameters name with {@link InScope}. Else the call is audited as refused and
 * ends with {@code RIGHT_MISSING}, with {@code SIGN_IN_REQUIRED} where nobody is signed in, or as if what is out of reach did not
 * exist.
 */
final class RightsInterceptor implements MethodInterceptor {

    private final Supplier<AuditTrail> audit;
    private final Supplier<ScopeGuard> scopes;
    private final Map<MethodClassKey, List<Scoped>> scoped = new ConcurrentHashMap<>();
    private final Map<MethodClassKey, Optional<Right>> rights = new ConcurrentHashMap<>();

    RightsInterceptor(Supplier<AuditTrail> audit, Supplier<ScopeGuard> scopes) {
        this.audit = audit;
        this.scopes = scopes;
    }

    /** An argument that is the id of something in security scopes. */
    private record Scoped(int argument, Securable kind) {}

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target);
        Optional<Right> needed = rights.computeIfAbsent(
                new MethodClassKey(invocation.getMethod(), type), key -> right(invocation.getMethod(), type));
        Optional<Actor> actor = Actor.find();
        if (actor.isEmpty()) {
            refused(type, invocation.getMethod(), needed.orElse(null));
            throw new GodwitException(
                    GodwitException.Kind.UNAUTHENTICATED,
                    "SIGN_IN_REQUIRED",
                    "Nobody is signed in.",
                    "Sign in, or send HTTP Basic credentials or a bearer token.");
        }
        if (needed.isPresent() && !actor.get().may(needed.get())) {
            refused(type, invocation.getMethod(), needed.get());
            throw new GodwitException(
                    GodwitException.Kind.FORBIDDEN,
                    "RIGHT_MISSING",
                    "The right " + needed.get().authority() + " is needed for this, and "
                            + actor.get().name() + " does not hold it.",
                    "Ask a Full Administrator for a security role that has this right.");
        }
        for (Scoped parameter : scoped.computeIfAbsent(
                new MethodClassKey(invocation.getMethod(), type), key -> scoped(invocation.getMethod(), type))) {
            if (invocation.getArguments()[parameter.argument()] instanceof Long id) {
                scopes.get().require(parameter.kind(), id);
            }
        }
        return invocation.proceed();
    }

    private static List<Scoped> scoped(Method method, Class<?> type) {
        List<Scoped> found = new ArrayList<>();
        for (MethodParameter parameter :
                new AnnotatedMethod(AopUtils.getMostSpecificMethod(method, type)).getMethodParameters()) {
            InScope inScope = parameter.getParameterAnnotation(InScope.class);
            if (inScope != null) {
                found.add(new Scoped(parameter.getParameterIndex(), inScope.value()));
            }
        }
        return List.copyOf(found);
    }

    private void refused(Class<?> type, Method method, @Nullable Right needed) {
        audit.get()
                .recordApart(AuditEntry.refused("RIGHT_REFUSED", "SERVICE", type.getSimpleName(), method.getName())
                        .with("right", needed == null ? null : needed.authority()));
    }

    /** True for methods this interceptor has a say in. */
    static boolean guards(Method method, Class<?> type) {
        return find(method, type, Requires.class) != null || find(method, type, RequiresSignIn.class) != null;
    }

    private static Optional<Right> right(Method method, Class<?> type) {
        return Optional.ofNullable(find(method, type, Requires.class)).map(Requires::value);
    }

    private static <A extends java.lang.annotation.Annotation> @Nullable A find(
            Method method, Class<?> type, Class<A> annotation) {
        return AnnotatedElementUtils.findMergedAnnotation(AopUtils.getMostSpecificMethod(method, type), annotation);
    }
}
