package org.godwit.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.godwit.access.BuiltInRole;
import org.springframework.security.test.context.support.WithSecurityContext;

/**
 * Runs a test, or all of a class, as somebody with the given role and every scope, so that it can call services directly
 * and MockMvc sends its requests as her.
 */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@WithSecurityContext(factory = SignedInAsFactory.class)
public @interface SignedInAs {
    BuiltInRole value() default BuiltInRole.FULL_ADMINISTRATOR;

    /** By default the first administrator, who exists in every test database. */
    String name() default "admin";
}
