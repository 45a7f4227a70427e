package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.godwit.site.sql.definition.Reading.Condition;
import org.godwit.site.sql.definition.Reading.Detail;
import org.godwit.site.sql.definition.Reading.Join;

/** Lists what would be read, from the same declarations that the reading itself follows. */
final class DisclosureReader {

    private final SourceSession session;
    private final SourceSchema schema;
    private final Map<DataClass, Map<String, Found>> found = new EnumMap<>(DataClass.class);

    DisclosureReader(SourceSession session) {
        this.session = session;
        this.schema = session.schema();
    }

    /** What is read of one view for one class: its columns, and the rows that each reading takes. */
    private static final class Found {
        private final View view;
        private final Set<String> columns = new LinkedHashSet<>();
        private final List<Select> rows = new ArrayList<>();
        private boolean onRequest = true;

        Found(View view) {
            this.view = view;
        }
    }

    List<Disclosure> read() throws SQLException {
        add(DataClass.DEVICE_IDENTITY, OfSystem.VIEW, OfSystem.KEY);
        add(DataClass.DEVICE_IDENTITY, OfDevice.VIEW, OfDevice.KEY);
        Arrays.stream(OfSystem.values()).forEach(c -> add(c.dataClass(), OfSystem.VIEW, c.column()));
        Arrays.stream(MoreOfSystem.values()).forEach(c -> add(c.dataClass(), OfSystem.VIEW, c.column()));
        Arrays.stream(OfDevice.values()).forEach(c -> add(c.dataClass(), OfDevice.VIEW, c.column()));
        Arrays.stream(MoreOfDevice.values()).forEach(c -> add(c.dataClass(), OfDevice.VIEW, c.column()));
        Arrays.stream(Array.values()).forEach(c -> add(c.dataClass(), c.view(), Array.KEY, c.column()));
        add(DataClass.DEVICE_IDENTITY, ClientParts.KEY_DATA, ClientParts.SMS_ID, ClientParts.THUMBPRINT);
        for (ObjectDefinition definition : ObjectDefinitions.all()) {
            add(definition.type().dataClass(), definition.reading(), false);
        }
        ContentReader.READINGS.forEach(reading -> add(DataClass.CONTENT, reading, false));
        add(DataClass.CONTENT, DistributionPointReader.VIEW, DistributionPointReader.COLUMNS.toArray(String[]::new));
        add(DataClass.CONTENT, DistributionPointReader.ROLES_VIEW, "ServerName", "RoleName");
        add(DataClass.CONFIGURATION, SiteReader.VIEW, SiteReader.COLUMNS.toArray(String[]::new));
        add(DataClass.CONFIGURATION, JdbcSourceProbe.VIEW, JdbcSourceProbe.SITE_CODE);
        every(ClientReader.MEMBERSHIP)
                .ifPresent(rows -> add(
                        DataClass.DEVICE_IDENTITY,
                        ClientReader.MEMBERSHIP,
                        List.of("CollectionID", "ResourceID"),
                        rows,
                        true));
        add(DataClass.PEOPLE, StatusMessageReader.MESSAGES, true);
        return disclosures();
    }

    /** Columns that are read of every row, where the source has them. */
    private void add(DataClass dataClass, String view, String... columns) {
        every(view).ifPresent(rows -> add(dataClass, view, List.of(columns), rows, false));
    }

    private Optional<Select> every(String view) {
        return schema.find(view).map(Select::from);
    }

    private void add(DataClass dataClass, Reading reading, boolean onRequest) {
        if (!ReadingReader.possible(schema, reading)) {
            return;
        }
        View view = ReadingReader.view(schema, reading).orElseThrow();
        List<String> columns = new ArrayList<>(reading.key());
        columns.addAll(reading.columns());
        add(dataClass, declared(reading, view), columns, Select.from(view).where(reading.only()), onRequest);
        reading.details().stream()
                .filter(detail -> ReadingReader.rows(schema, detail).isPresent())
                .forEach(detail -> add(dataClass, detail, onRequest));
    }

    private static String declared(Reading reading, View view) {
        return reading.views().stream()
                .filter(view.name()::equalsIgnoreCase)
                .findFirst()
                .orElseThrow();
    }

    private void add(DataClass dataClass, Detail detail, boolean onRequest) {
        View view = schema.find(detail.view()).orElseThrow();
        List<String> columns = new ArrayList<>(List.of(detail.owner()));
        columns.addAll(detail.columns());
        Join join = detail.join();
        if (join == null) {
            add(dataClass, detail.view(), columns, Select.from(view).where(detail.only()), onRequest);
            return;
        }
        View joined = schema.find(join.view()).orElseThrow();
        Map<Boolean, List<Condition>> own =
                detail.only().stream().collect(Collectors.partitioningBy(c -> view.has(c.column())));
        List<Condition> here = own.getOrDefault(true, List.of());
        List<Condition> there = own.getOrDefault(false, List.of());
        Select rows = Select.from(view).where(here).among(join.left(), joined, join.right(), there);
        columns.add(join.left());
        add(dataClass, detail.view(), columns, rows, onRequest);
        List<String> joinedColumns = new ArrayList<>(List.of(join.right()));
        columns.stream().filter(c -> !view.has(c)).forEach(joinedColumns::add);
        Select joinedRows = Select.from(joined).where(there).among(join.right(), view, join.left(), here);
        add(dataClass, join.view(), joinedColumns, joinedRows, onRequest);
    }

    /** @param rows of the view that are read */
    private void add(DataClass dataClass, String name, Collection<String> columns, Select rows, boolean onRequest) {
        View view = schema.find(name).orElseThrow();
        List<String> present = columns.stream().filter(view::has).toList();
        if (!present.isEmpty()) {
            Found ofView = found.computeIfAbsent(dataClass, c -> new LinkedHashMap<>())
                    .computeIfAbsent(name, v -> new Found(view));
            ofView.columns.addAll(present);
            ofView.rows.add(rows);
            ofView.onRequest &= onRequest;
        }
    }

    private List<Disclosure> disclosures() throws SQLException {
        Map<String, Long> whole = new LinkedHashMap<>();
        List<Disclosure> disclosures = new ArrayList<>();
        for (Map.Entry<DataClass, Map<String, Found>> ofClass : found.entrySet()) {
            for (Map.Entry<String, Found> ofView : ofClass.getValue().entrySet()) {
                String name = ofView.getKey();
                Found read = ofView.getValue();
                long rows;
                if (read.rows.stream().noneMatch(Select::unconditional)) {
                    rows = session.count(Select.from(read.view).whereAny(read.rows));
                } else {
                    Long known = whole.get(name);
                    rows = known == null ? session.count(read.view) : known;
                    whole.put(name, rows);
                }
                disclosures.add(
                        new Disclosure(ofClass.getKey(), name, List.copyOf(read.columns), rows, read.onRequest));
            }
        }
        return disclosures;
    }
}
