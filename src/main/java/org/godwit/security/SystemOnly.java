package org.godwit.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public service method (or a whole service class) that no front door may call: it is for other modules, within a
 * call whose right was checked already, or for a task of the schedule. An architecture test holds front doors to it.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SystemOnly {
    /** Why no right is checked here. */
    String value();
}
