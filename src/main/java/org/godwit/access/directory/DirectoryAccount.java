package org.godwit.access.directory;

import java.util.Set;

/**
 * An account of the domain.
 *
 * @param name {@code alice@corp.example}, in lower case
 * @param groups names (sAMAccountName) of the groups it belongs to, also through other groups
 */
public record DirectoryAccount(String name, Set<String> groups) {}
