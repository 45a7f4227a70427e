package org.godwit.gathering;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.hierarchy.SourceConnections;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.shared.GodwitException;
import org.godwit.site.DataClass;
import org.godwit.site.Disclosure;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceFailure;
import org.springframework.stereotype.Service;

/** Asks the source itself. */
@Service
class SourceDisclosure implements DisclosureService {

    private final SourceConnections connections;
    private final AuditTrail audit;

    SourceDisclosure(SourceConnections connections, AuditTrail audit) {
        this.connections = connections;
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
                .map(d -> new ViewDisclosure(d.view(), d.columns(), d.rows()))
                .toList();
        long rows = views.stream().mapToLong(ViewDisclosure::rows).sum();
        return new ClassDisclosure(dataClass, ticked, dataClass.onByDefault(), rows, views);
    }
}
