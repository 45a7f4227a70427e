package org.godwit.access;

import java.lang.reflect.Method;
import org.godwit.audit.AuditTrail;
import org.godwit.security.ScopeGuard;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** Puts {@link RightsInterceptor} around every method that names a right, outside of any transaction. */
@Configuration(proxyBeanMethods = false)
class RightsConfiguration {

    private static final int BEFORE_TRANSACTIONS = 100;

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor rightsAdvisor(ObjectProvider<AuditTrail> audit, ObjectProvider<ScopeGuard> scopes) {
        StaticMethodMatcherPointcut guarded = new StaticMethodMatcherPointcut() {
            @Override
            public boolean matches(Method method, Class<?> type) {
                return RightsInterceptor.guards(method, type);
            }
        };
        guarded.setClassFilter(type -> type.getName().startsWith("org.godwit."));
        DefaultPointcutAdvisor advisor =
                new DefaultPointcutAdvisor(guarded, new RightsInterceptor(audit::getObject, scopes::getObject));
        advisor.setOrder(BEFORE_TRANSACTIONS);
        return advisor;
    }
}
