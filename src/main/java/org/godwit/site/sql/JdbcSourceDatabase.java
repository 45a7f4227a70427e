package org.godwit.site.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.site.ClientRead;
import org.godwit.site.DataClass;
import org.godwit.site.Disclosure;
import org.godwit.site.ObjectType;
import org.godwit.site.PackageStatus;
import org.godwit.site.SourceContent;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceObject;
import org.godwit.site.SourceRight;
import org.godwit.site.SourceSiteInfo;
import org.godwit.site.sql.definition.ObjectDefinition;
import org.godwit.site.sql.definition.ObjectDefinitions;
import org.jspecify.annotations.Nullable;

/** A source site database over JDBC. */
final class JdbcSourceDatabase implements SourceDatabase {

    private final SourceSession session;

    JdbcSourceDatabase(SourceSession session) {
        this.session = session;
    }

    @Override
    public List<SourceSiteInfo> sites() {
        return reading("The sites could not be read", () -> new SiteReader(session).read());
    }

    @Override
    public Set<ObjectType> objectTypes() {
        return ObjectDefinitions.all().stream()
                .filter(d -> ReadingReader.possible(session.schema(), d.reading()))
                .map(ObjectDefinition::type)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void objects(ObjectType type, Consumer<SourceObject> sink) {
        reading("The objects of type " + type + " could not be read", () -> {
            for (ObjectDefinition definition : definitions(type).toList()) {
                new ObjectReader(session).read(definition, sink);
            }
            return null;
        });
    }

    private Stream<ObjectDefinition> definitions(ObjectType type) {
        return ObjectDefinitions.all().stream()
                .filter(d -> d.type() == type && ReadingReader.possible(session.schema(), d.reading()));
    }

    @Override
    public void clients(ClientRead read, ClientSink sink) {
        reading("The clients could not be read", () -> {
            new ClientReader(session, read).read(sink);
            return null;
        });
    }

    @Override
    public long countClients(ClientRead read) {
        return reading("The clients could not be counted", () -> new ClientReader(session, read).count());
    }

    @Override
    public boolean clientMarks(Set<DataClass> classes, MarkSink sink) {
        return reading("The change marks of clients could not be read", () -> {
            boolean possible = ClientMarkReader.possible(session.schema(), classes);
            if (possible) {
                new ClientMarkReader(session, classes).read(sink);
            }
            return possible;
        });
    }

    @Override
    public void contents(Consumer<SourceContent> sink) {
        reading("The contents could not be read", () -> {
            new ContentReader(session).contents(sink);
            return null;
        });
    }

    @Override
    public List<SourceDistributionPoint> distributionPoints() {
        return reading("The distribution points could not be read", () -> new DistributionPointReader(session).read());
    }

    @Override
    public void packageStatus(Consumer<PackageStatus> sink) {
        reading("The package status could not be read", () -> {
            new ContentReader(session).status(sink);
            return null;
        });
    }

    @Override
    public Set<SourceRight> lacking() {
        return SourceRight.lacking(view -> session.schema().find(view).isPresent());
    }

    @Override
    public List<Disclosure> disclosures() {
        return reading("What the source holds could not be counted", () -> new DisclosureReader(session).read());
    }

    @Override
    public boolean auditMessages(Consumer<Map<String, @Nullable Object>> sink) {
        return reading("The status messages could not be read", () -> {
            StatusMessageReader reader = new StatusMessageReader(session);
            boolean possible = reader.possible();
            if (possible) {
                reader.read(sink);
            }
            return possible;
        });
    }

    @Override
    public void close() {
        session.close();
    }

    private <T extends @Nullable Object> T reading(String failure, SqlCall<T> call) {
        try {
            return call.call();
        } catch (SQLException e) {
            throw SqlFailures.of(e, failure, session.lost());
        }
    }

    @FunctionalInterface
    private interface SqlCall<T extends @Nullable Object> {
        T call() throws SQLException;
    }
}
