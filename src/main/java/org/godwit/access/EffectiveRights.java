package org.godwit.access;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a user may do, and why.
 *
 * @param rights from each right held ({@code CLASS:VERB}) to the names of the roles that give it; a role that comes through a
 *     group is written {@code Operator (group night-shift)}. Both sorted
 * @param scopes from each security scope held to what gives it: {@code herself} or {@code group night-shift}
 */
public record EffectiveRights(AdminUser user, Map<String, Set<String>> rights, Map<String, Set<String>> scopes) {

    static EffectiveRights of(AdminUserEntity user) {
        Map<String, Set<String>> rights = new TreeMap<>();
        Map<String, Set<String>> scopes = new TreeMap<>();
        user.roles().forEach(role -> add(rights, role, role.name()));
        user.scopes().forEach(scope -> add(scopes, scope.name(), "herself"));
        for (AdminGroupEntity group : user.groups()) {
            String through = "group " + group.name();
            group.roles().forEach(role -> add(rights, role, role.name() + " (" + through + ")"));
            group.scopes().forEach(scope -> add(scopes, scope.name(), through));
        }
        return new EffectiveRights(user.view(), rights, scopes);
    }

    private static void add(Map<String, Set<String>> rights, SecurityRoleEntity role, String source) {
        role.rights().forEach(right -> add(rights, right.authority(), source));
    }

    private static void add(Map<String, Set<String>> map, String key, String source) {
        map.computeIfAbsent(key, k -> new TreeSet<>()).add(source);
    }
}
