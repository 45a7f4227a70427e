package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.godwit.site.DataClass;
import org.godwit.site.Disclosure;
import org.godwit.site.sql.ClientColumn.Array;
import org.godwit.site.sql.ClientColumn.MoreOfDevice;
import org.godwit.site.sql.ClientColumn.MoreOfSystem;
import org.godwit.site.sql.ClientColumn.OfDevice;
import org.godwit.site.sql.ClientColumn.OfSystem;
import org.godwit.site.sql.SourceSchema.View;
import org.godwit.site.sql.definition.ObjectDefinition;
import org.godwit.site.sql.definition.ObjectDefinitions;
import org.godwit.site.sql.definition.Reading;

/** Lists what would be read, from the same declarations that the reading itself follows. */
final class DisclosureReader {

    private final SourceSession session;
    private final Map<DataClass, Map<String, Set<String>>> found = new EnumMap<>(DataClass.class);

    DisclosureReader(SourceSession session) {
        this.session = session;
    }

    List<Disclosure> read() throws SQLException {
        add(DataClass.DEVICE_IDENTITY, OfSystem.VIEW, List.of(OfSystem.KEY));
        add(DataClass.DEVICE_IDENTITY, OfDevice.VIEW, List.of(OfDevice.KEY));
        Arrays.stream(OfSystem.values()).forEach(c -> add(c.dataClass(), OfSystem.VIEW, List.of(c.column())));
        Arrays.stream(MoreOfSystem.values()).forEach(c -> add(c.dataClass(), OfSystem.VIEW, List.of(c.column())));
        Arrays.stream(OfDevice.values()).forEach(c -> add(c.dataClass(), OfDevice.VIEW, List.of(c.column())));
        Arrays.stream(MoreOfDevice.values()).forEach(c -> add(c.dataClass(), OfDevice.VIEW, List.of(c.column())));
        Arrays.stream(Array.values()).forEach(c -> add(c.dataClass(), c.view(), List.of(Array.KEY, c.column())));
        add(DataClass.DEVICE_IDENTITY, ClientParts.KEY_DATA, List.of(ClientParts.SMS_ID, ClientParts.THUMBPRINT));
        for (ObjectDefinition definition : ObjectDefinitions.all()) {
            add(definition.type().dataClass(), definition.reading());
        }
        ContentReader.READINGS.forEach(reading -> add(DataClass.CONTENT, reading));
        add(DataClass.CONTENT, DistributionPointReader.VIEW, DistributionPointReader.COLUMNS);
        add(DataClass.CONFIGURATION, SiteReader.VIEW, SiteReader.COLUMNS);
        return disclosures();
    }

    private void add(DataClass dataClass, Reading reading) {
        if (!ReadingReader.possible(session.schema(), reading)) {
            return;
        }
        reading.views().stream()
                .filter(v -> session.schema().find(v).isPresent())
                .limit(1)
                .forEach(view -> {
                    add(dataClass, view, reading.key());
                    add(dataClass, view, reading.columns());
                });
        for (Reading.Detail detail : reading.details()) {
            add(dataClass, detail.view(), List.of(detail.owner()));
            add(dataClass, detail.view(), detail.columns());
            if (detail.join() != null) {
                add(dataClass, detail.join().view(), List.of(detail.join().right()));
                add(dataClass, detail.join().view(), detail.columns());
            }
        }
    }

    private void add(DataClass dataClass, String view, Collection<String> columns) {
        Optional<View> there = session.schema().find(view);
        if (there.isPresent()) {
            columns.stream()
                    .filter(there.get()::has)
                    .forEach(column -> found.computeIfAbsent(dataClass, c -> new LinkedHashMap<>())
                            .computeIfAbsent(view, v -> new LinkedHashSet<>())
                            .add(column));
        }
    }

    private List<Disclosure> disclosures() throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        List<Disclosure> disclosures = new ArrayList<>();
        for (Map.Entry<DataClass, Map<String, Set<String>>> ofClass : found.entrySet()) {
            for (Map.Entry<String, Set<String>> ofView : ofClass.getValue().entrySet()) {
                String view = ofView.getKey();
                Long known = rows.get(view);
                long count = known == null ? count(view) : known;
                rows.put(view, count);
                disclosures.add(new Disclosure(ofClass.getKey(), view, List.copyOf(ofView.getValue()), count));
            }
        }
        return disclosures;
    }

    private long count(String view) throws SQLException {
        return session.count(session.schema().find(view).orElseThrow());
    }
}
