package org.godwit.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public service method that whoever is signed in may call, whatever her rights, because it touches only what is
 * her own (e.g. changing one's own password). Checked as {@link Requires} is.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresSignIn {
    /** Why no right is asked for. */
    String value();
}
