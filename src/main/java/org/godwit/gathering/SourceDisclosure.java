package org.godwit.gathering;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.hierarchy.MigrationData;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.shared.GodwitException;
import org.godwit.site.DataClass;
import org.godwit.site.Disclosure;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceFailure;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the source itself. */
@Service
class SourceDisclosure implements DisclosureService {

    private final SourceConnections connections;
    private final GatheringStore gatherings;
    private final ObjectProvider<MigrationData> kept;
    private final AuditTrail audit;

    SourceDisclosure(
            SourceConnections connections,
            GatheringStore gatherings,
            ObjectProvider<MigrationData> kept,
            AuditTrail audit) {
        this.connections = connections;
        this.gatherings = gatherings;
        this.kept = kept;
        this.audit = audit;
    }

    @Override
    public List<ClassDisclosure> disclosure(long hierarchyId) {
        return classes(connections.dataClasses(hierarchyId), () -> connections.open(hierarchyId));
    }

    @Override
    public List<ClassDisclosure> disclosure(SourceHierarchyDefinition definition) {
        Set<DataClass> wanted = definition.dataClasses() == null
                ? Arrays.stream(DataClass.values())
                        .filter(DataClass::onByDefault)
                        .collect(Collectors.toSet())
                : definition.dataClasses();
        List<ClassDisclosure> found = classes(wanted, () -> connections.open(definition));
        audit.recordApart(AuditEntry.success("SOURCE_DISCLOSURE_READ", "SOURCE_HIERARCHY", null, definition.name()));
        return found;
    }

    @Override
    @Transactional
    public Map<String, Long> purge(long hierarchyId, DataClass dataClass) {
        if (connections.dataClasses(hierarchyId).contains(dataClass)) {
            throw GodwitException.conflict(
                    "DATA_CLASS_TICKED",
                    "The class " + dataClass + " is read of this source: the next gathering would bring it back.",
                    "Untick the class first.");
        }
        if (gatherings.state(hierarchyId).filter(GatheringStore.State::running).isPresent()) {
            throw GodwitException.conflict(
                    "GATHERING_RUNNING",
                    "A gathering of this source is running.",
                    "Purge the class when it has ended.");
        }
        Map<String, Long> removed = new LinkedHashMap<>();
        kept.orderedStream().forEach(data -> {
            long rows = data.purge(hierarchyId, dataClass);
            if (rows > 0) {
                removed.put(data.what(), rows);
            }
        });
        AuditEntry entry = AuditEntry.success("DATA_CLASS_PURGED", "SOURCE_HIERARCHY", hierarchyId, null)
                .with("dataClass", dataClass.name());
        audit.record(entry.with("removed", removed));
        return removed;
    }

    private static List<ClassDisclosure> classes(Set<DataClass> ticked, Supplier<SourceDatabase> opening) {
        List<Disclosure> found = read(opening);
        return Arrays.stream(DataClass.values())
                .map(dataClass -> of(dataClass, ticked.contains(dataClass), found))
                .toList();
    }

    private static List<Disclosure> read(Supplier<SourceDatabase> opening) {
        try (SourceDatabase source = opening.get()) {
            return source.disclosures();
        } catch (SourceFailure e) {
            throw new GodwitException(
                    GodwitException.Kind.UNAVAILABLE, "SOURCE_UNREADABLE", String.valueOf(e.getMessage()), e.hint(), e);
        }
    }

    private static ClassDisclosure of(DataClass dataClass, boolean ticked, List<Disclosure> found) {
        List<ViewDisclosure> views = found.stream()
                .filter(d -> d.dataClass() == dataClass)
                .map(d -> new ViewDisclosure(d.view(), d.columns(), d.rows(), d.onRequest()))
                .toList();
        long rows = views.stream()
                .filter(view -> !view.onRequest())
                .mapToLong(ViewDisclosure::rows)
                .sum();
        return new ClassDisclosure(dataClass, ticked, dataClass.onByDefault(), rows, views);
    }
}
