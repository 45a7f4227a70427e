package org.godwit.access;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets somebody in whom a directory or a provider has signed in: if she is known here, or belongs to a group that has roles. In
 * the latter case she becomes known.
 */
@Component
class ExternalSignIn {

    private final AdminUserRepository users;
    private final AdminGroupRepository groups;
    private final SignInEvents events;
    private final AuditTrail audit;
    private final Clock clock;

    ExternalSignIn(
            AdminUserRepository users,
            AdminGroupRepository groups,
            SignInEvents events,
            AuditTrail audit,
            Clock clock) {
        this.users = users;
        this.groups = groups;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param groupNames as the directory or provider names them
     * @param method as it is audited, e.g. {@code KERBEROS}
     * @throws GodwitException {@code SIGN_IN_NO_ROLE}, {@code SIGN_IN_DISABLED}, {@code SIGN_IN_NAME_TAKEN} if a user of
     *     another source has this name, {@code ADMIN_USER_NAME_INVALID}
     */
    @Transactional(noRollbackFor = GodwitException.class)
    public SignedInUser signIn(AdminUser.Source source, String name, Collection<String> groupNames, String method) {
        Set<AdminGroupEntity> member = memberships(source, groupNames);
        Optional<AdminUserEntity> known = users.findByNameIgnoreCase(name);
        if (known.isPresent() && known.get().source() != source) {
            throw refused(known.get(), name, method, "NAME_TAKEN", "A user of another kind has this name here.");
        }
        if (known.isPresent() && !known.get().enabled()) {
            throw refused(known.get(), name, method, "DISABLED", "This account is disabled here.");
        }
        known.ifPresent(user -> regroup(user, member));
        boolean hasRole =
                !member.isEmpty() || known.filter(u -> !u.roles().isEmpty()).isPresent();
        if (!hasRole) {
            throw refused(
                    known.orElse(null),
                    name,
                    method,
                    "NO_ROLE",
                    "You are signed in elsewhere, but neither you nor a group of yours has a role here.");
        }
        return events.succeeded(known.orElseGet(() -> make(source, name, member)), method);
    }

    private Set<AdminGroupEntity> memberships(AdminUser.Source source, Collection<String> groupNames) {
        List<String> names = groupNames.stream()
                .map(n -> n.toLowerCase(Locale.ROOT))
                .distinct()
                .limit(2_000) // a database takes no more parameters than that
                .toList();
        return names.isEmpty() ? Set.of() : new HashSet<>(groups.findNamed(source, names));
    }

    private void regroup(AdminUserEntity user, Set<AdminGroupEntity> member) {
        Set<String> before = names(user.groups());
        Set<String> after = names(member);
        if (!before.equals(after)) {
            user.groups().clear();
            user.groups().addAll(member);
            recordAsSystem(AuditEntry.success("ADMIN_USER_GROUPS_CHANGED", "ADMIN_USER", user.id(), user.name())
                    .with("before", before)
                    .with("after", after));
        }
    }

    private AdminUserEntity make(AdminUser.Source source, String name, Set<AdminGroupEntity> member) {
        Names.check("ADMIN_USER_NAME_INVALID", name, 200);
        Names.requireNotReserved(name);
        AdminUserEntity user = new AdminUserEntity(name, source, Actor.SYSTEM.name(), clock.instant());
        user.groups().addAll(member);
        users.save(user);
        recordAsSystem(AuditEntry.success("ADMIN_USER_CREATED", "ADMIN_USER", user.id(), name)
                .with("source", source.name())
                .with("groups", names(member)));
        return user;
    }

    private void recordAsSystem(AuditEntry entry) {
        ActingAs.actor(Actor.SYSTEM, () -> {
            audit.record(entry);
            return true;
        });
    }

    private GodwitException refused(
            @Nullable AdminUserEntity user, String name, String method, String reason, String sentence) {
        events.failed(user, name, method, reason);
        return new GodwitException(
                GodwitException.Kind.UNAUTHENTICATED,
                "SIGN_IN_" + reason,
                sentence,
                "Ask a Full Administrator for a role, or to enable the account.");
    }

    private static Set<String> names(Collection<AdminGroupEntity> groups) {
        return groups.stream().map(AdminGroupEntity::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
