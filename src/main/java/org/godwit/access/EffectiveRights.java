package org.godwit.access;

import java.util.Map;
import java.util.Set;

/**
 * What a user may do, and why.
 *
 * @param rights from each right held ({@code CLASS:VERB}) to the names of the roles that give it, both sorted
 */
public record EffectiveRights(AdminUser user, Map<String, Set<String>> rights) {}
