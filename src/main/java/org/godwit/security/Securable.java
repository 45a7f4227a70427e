package org.godwit.security;

/** What lies in security scopes and is named by its id in others' methods. Jobs and objects look to their scopes themselves. */
public enum Securable {
    SOURCE_HIERARCHY,
    DISTRIBUTION_POINT
}
