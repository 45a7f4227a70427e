package org.godwit.report;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.catalog.ExcludedEntity;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.security.SystemOnly;
import org.godwit.site.ClientRead;
import org.godwit.site.SourceClient;
import org.godwit.site.SourceDatabase;
import org.springframework.stereotype.Component;

/** Reads which clients are members of excluded collections: asked of the source, since members are never gathered (CM-87). */
@Component
@SystemOnly("Called by reports, which check the right to read clients")
class ExcludedClients {

    private final SourceConnections sources;
    private final AuditTrail audit;

    ExcludedClients(SourceConnections sources, AuditTrail audit) {
        this.sources = sources;
        this.audit = audit;
    }

    /**
     * @param most how many memberships are given at most
     * @throws org.godwit.site.SourceFailure if the source cannot be read
     */
    void each(
            long hierarchyId,
            List<ExcludedEntity> collections,
            int most,
            BiConsumer<ExcludedEntity, SourceClient> sink) {
        int[] left = {most};
        try (SourceDatabase source = sources.open(hierarchyId)) {
            for (ExcludedEntity collection : collections) {
                source.clients(new ClientRead(Long.MIN_VALUE, collection.sourceKey(), Set.of()), client -> {
                    if (left[0] > 0) {
                        sink.accept(collection, client);
                    }
                    return --left[0] > 0;
                });
            }
        }
        audit.recordApart(AuditEntry.success("EXCLUDED_CLIENTS_READ", "SOURCE_HIERARCHY", hierarchyId, null)
                .with("collections", collections.size())
                .with("rows", most - Math.max(0, left[0])));
    }
}
