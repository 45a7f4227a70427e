package org.godwit.hierarchy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.godwit.credential.StoredCredential;
import org.godwit.security.PostureChecks;
import org.godwit.security.PostureFinding;
import org.godwit.security.PostureFinding.Outcome;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceDatabases;
import org.godwit.site.SourceEndpoint;
import org.springframework.stereotype.Component;

/** What source hierarchies have to do with the security posture: whose passwords they keep, and how they are reached. */
@Component
class SourcePosture implements PostureChecks {

    private final SourceHierarchyRepository repository;
    private final HierarchyAccounts accounts;
    private final SourceDatabases databases;

    SourcePosture(SourceHierarchyRepository repository, HierarchyAccounts accounts, SourceDatabases databases) {
        this.repository = repository;
        this.accounts = accounts;
        this.databases = databases;
    }

    @Override
    public List<PostureFinding> posture() {
        List<SourceHierarchyEntity> hierarchies =
                repository.findAll().stream().filter(h -> !h.deleted()).toList();
        return List.of(credentials(hierarchies), encryption(hierarchies));
    }

    private PostureFinding credentials(List<SourceHierarchyEntity> hierarchies) {
        List<String> kept = new ArrayList<>();
        boolean idle = false;
        for (SourceHierarchyEntity hierarchy : hierarchies) {
            List<StoredCredential> stored = accounts.stored(hierarchy.id());
            idle |= !stored.isEmpty() && !hierarchy.active();
            stored.forEach(credential -> kept.add(sentence(hierarchy, credential)));
        }
        return PostureFinding.of(
                "SOURCE_CREDENTIALS",
                kept.isEmpty() ? Outcome.PASS : idle ? Outcome.FAIL : Outcome.WARN,
                kept.isEmpty()
                        ? "No source hierarchy keeps the password of an account."
                        : "Source hierarchies keep passwords: " + String.join("; ", kept) + ".",
                idle
                        ? "Finish the source hierarchies that are not gathered any more: that removes their passwords."
                        : "Use the computer account where the source allows it, and finish migration when it is done.");
    }

    private static String sentence(SourceHierarchyEntity hierarchy, StoredCredential credential) {
        Instant used = credential.lastUsedAt();
        return "'" + hierarchy.name() + "' (" + hierarchy.state() + ") "
                + credential.owner().purpose() + " " + credential.user() + " since " + credential.storedAt() + ", "
                + (used == null ? "never used" : "last used " + used);
    }

    private PostureFinding encryption(List<SourceHierarchyEntity> hierarchies) {
        List<String> plain = new ArrayList<>();
        List<String> unproven = new ArrayList<>();
        for (SourceHierarchyEntity hierarchy : hierarchies) {
            SourceEndpoint endpoint;
            try {
                endpoint = databases.check(hierarchy.jdbcUrl());
            } catch (GodwitException e) {
                continue; // refused by today's rules: it is not connected to at all
            }
            if (endpoint.kind() == SourceEndpoint.Kind.SQL_SERVER && !endpoint.encrypted()) {
                plain.add(hierarchy.name());
            } else if (endpoint.kind() == SourceEndpoint.Kind.SQL_SERVER && !endpoint.certificateVerified()) {
                unproven.add(hierarchy.name());
            }
        }
        if (plain.isEmpty() && unproven.isEmpty()) {
            return PostureFinding.of(
                    "SOURCE_ENCRYPTION",
                    Outcome.PASS,
                    "Every connection to a site database is encrypted, and its server proves its name.",
                    "");
        }
        return PostureFinding.of(
                "SOURCE_ENCRYPTION",
                plain.isEmpty() ? Outcome.WARN : Outcome.FAIL,
                (plain.isEmpty() ? "" : "Site databases are read without encryption: " + quoted(plain) + ". ")
                        + (unproven.isEmpty()
                                ? ""
                                : "Nothing proves that the server is the right one: " + quoted(unproven) + "."),
                "Take encrypt=false and trustServerCertificate=true out of the JDBC URLs, and import the roots of the servers'"
                        + " certificates.");
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
