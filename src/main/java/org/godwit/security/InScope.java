package org.godwit.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A service method's parameter that is the id of something in security scopes. A caller who has none of its scopes is answered as
 * if it did not exist, and the refusal is audited.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface InScope {
    Securable value();
}
