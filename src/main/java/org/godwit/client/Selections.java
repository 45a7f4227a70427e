package org.godwit.client;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.godwit.client.GatheredStore.Gathered;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.shared.GodwitException;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which gathered rows a selection means. */
@Component
class Selections {

    private static final int SHOWN = 5;

    /** A comma between the parts of a distinguished name, not one that is escaped in a name. */
    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\)\\s*,\\s*");

    private final GatheredStore gathered;
    private final LeftOutStore leftOut;
    private final ClientListStore lists;
    private final SourceConnections connections;

    Selections(GatheredStore gathered, LeftOutStore leftOut, ClientListStore lists, SourceConnections connections) {
        this.gathered = gathered;
        this.leftOut = leftOut;
        this.lists = lists;
        this.connections = connections;
    }

    /** Whether a row is selected. */
    @FunctionalInterface
    private interface Choice {
        boolean takes(long resourceId, @Nullable String smsId, @Nullable String siteCode);
    }

    /** The clients to migrate of a selection; a collection is not looked into, since its source is read by collection. */
    PlannedClients planned(long hierarchyId, ClientSelection selection, SourceDatabase source) {
        Choice choice = selection.collectionId() == null
                ? choice(hierarchyId, selection, source)
                : (resourceId, smsId, siteCode) -> true;
        PlannedClients planned = new PlannedClients();
        gathered.eachClient(hierarchyId, row -> {
            if (choice.takes(row.resourceId(), row.smsId(), row.siteCode())) {
                planned.add(row.resourceId(), row.blocked());
            }
        });
        return planned;
    }

    /** Every gathered row of a selection, also those that are left out, in ascending ResourceID. */
    void each(long hierarchyId, ClientSelection selection, Consumer<Gathered> sink) {
        Choice choice;
        if (asksSource(selection)) {
            try (SourceDatabase source = connections.open(hierarchyId)) {
                choice = choice(hierarchyId, selection, source);
            }
        } else {
            choice = local(hierarchyId, selection);
        }
        gathered.each(hierarchyId, row -> {
            if (choice.takes(row.resourceId(), row.smsId(), row.siteCode())) {
                sink.accept(row);
            }
        });
    }

    /** Every gathered row of a selection that is the record of a blocked client. */
    void eachBlocked(long hierarchyId, ClientSelection selection, SourceDatabase source, Consumer<Gathered> sink) {
        Choice choice = choice(hierarchyId, selection, source);
        gathered.eachBlocked(hierarchyId, row -> {
            if (choice.takes(row.resourceId(), row.smsId(), row.siteCode())) {
                sink.accept(row);
            }
        });
    }

    /** @throws GodwitException as {@link ClientMigration#check} says */
    void check(long hierarchyId, ClientSelection selection) {
        if (selection.organizationalUnit() != null) {
            checkUnit(selection.organizationalUnit());
        }
        if (selection.listId() != null) {
            lists.check(hierarchyId, selection.listId());
        }
        Set<String> unknown = unknown(hierarchyId, selection.smsIds());
        if (!unknown.isEmpty()) {
            throw GodwitException.invalid(
                    "CLIENT_NOT_FOUND",
                    "The source hierarchy has no client "
                            + unknown.stream().limit(SHOWN).toList() + (unknown.size() > SHOWN ? " and others." : "."),
                    "Give SMSIDs of gathered clients; gather again if they are new at the source.");
        }
    }

    private static void checkUnit(String unit) {
        try {
            if (new LdapName(unit).size() > 1) {
                return;
            }
        } catch (InvalidNameException e) {
            // told below
        }
        throw GodwitException.invalid(
                "ORGANIZATIONAL_UNIT_INVALID",
                "\"" + unit + "\" is not the distinguished name of an organizational unit.",
                "Give it whole, for example OU=Workstations,DC=corp,DC=contoso,DC=com.");
    }

    /** The SMSIDs, in normal form, that no gathered row of the hierarchy has, in ascending order. */
    private Set<String> unknown(long hierarchyId, Collection<String> smsIds) {
        Set<String> unknown = new TreeSet<>(smsIds);
        if (!unknown.isEmpty()) {
            gathered.eachClient(hierarchyId, client -> unknown.remove(client.smsId()));
        }
        unknown.removeAll(leftOut.among(hierarchyId, unknown));
        return unknown;
    }

    private static boolean asksSource(ClientSelection selection) {
        return selection.collectionId() != null || selection.organizationalUnit() != null;
    }

    private Choice choice(long hierarchyId, ClientSelection selection, SourceDatabase source) {
        if (!asksSource(selection)) {
            return local(hierarchyId, selection);
        }
        PlannedClients members = members(hierarchyId, selection, source);
        return (resourceId, smsId, siteCode) -> members.contains(resourceId);
    }

    /** What can be told from what was gathered. */
    private Choice local(long hierarchyId, ClientSelection selection) {
        String site = selection.siteCode();
        if (site != null) {
            return (resourceId, smsId, siteCode) -> site.equalsIgnoreCase(siteCode);
        }
        if (selection.listId() == null && selection.smsIds().isEmpty()) {
            return (resourceId, smsId, siteCode) -> true;
        }
        SmsIdTable listed = new SmsIdTable();
        selection.smsIds().forEach(listed::add);
        if (selection.listId() != null) {
            lists.eachMember(hierarchyId, selection.listId(), listed::add);
        }
        return (resourceId, smsId, siteCode) -> smsId != null && listed.find(smsId) >= 0;
    }

    private PlannedClients members(long hierarchyId, ClientSelection selection, SourceDatabase source) {
        PlannedClients members = new PlannedClients();
        ClientRead read =
                new ClientRead(Long.MIN_VALUE, selection.collectionId(), connections.dataClasses(hierarchyId));
        String below = selection.organizationalUnit() == null ? "" : "," + written(selection.organizationalUnit());
        source.clients(read, row -> {
            if (below.isEmpty() || within(row.distinguishedName(), below)) {
                members.add(row.resourceId(), false);
            }
            return true;
        });
        return members;
    }

    /** Whether the account of this distinguished name is in the OU or below it. */
    private static boolean within(@Nullable String distinguishedName, String below) {
        return distinguishedName != null
                && distinguishedName.toUpperCase(Locale.ROOT).endsWith(below);
    }

    /** As the directory writes it: in upper case, nothing between the parts but a comma. */
    private static String written(String unit) {
        return SEPARATOR.matcher(unit.strip().toUpperCase(Locale.ROOT)).replaceAll(",");
    }
}
