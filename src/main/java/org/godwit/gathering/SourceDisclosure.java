package org.godwit.gathering;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.godwit.hierarchy.SourceConnections;
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

    SourceDisclosure(SourceConnections connections) {
        this.connections = connections;
    }

    @Override
    public List<ClassDisclosure> disclosure(long hierarchyId) {
        Set<DataClass> ticked = connections.dataClasses(hierarchyId);
        List<Disclosure> found = read(hierarchyId);
        return Arrays.stream(DataClass.values())
                .map(dataClass -> of(dataClass, ticked.contains(dataClass), found))
                .toList();
    }

    private List<Disclosure> read(long hierarchyId) {
        try (SourceDatabase source = connections.open(hierarchyId)) {
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
