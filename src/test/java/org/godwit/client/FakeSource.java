package org.godwit.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.godwit.site.ClientRead;
import org.godwit.site.Disclosure;
import org.godwit.site.ObjectType;
import org.godwit.site.PackageStatus;
import org.godwit.site.SourceClient;
import org.godwit.site.SourceContent;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceObject;
import org.godwit.site.SourceRight;
import org.godwit.site.SourceSiteInfo;

/** A source whose client rows are given, at the interface of {@link SourceDatabase}. */
class FakeSource implements SourceDatabase {

    private final TreeMap<Long, SourceClient> rows = new TreeMap<>();
    private final Map<String, Set<Long>> collections = new HashMap<>();

    FakeSource(SourceClient... clients) {
        put(List.of(clients));
    }

    FakeSource put(SourceClient... clients) {
        return put(List.of(clients));
    }

    FakeSource put(Collection<SourceClient> clients) {
        clients.forEach(c -> rows.put(c.resourceId(), c));
        return this;
    }

    void remove(long resourceId) {
        rows.remove(resourceId);
    }

    void collection(String id, Set<Long> resourceIds) {
        collections.put(id, resourceIds);
    }

    List<SourceClient> all() {
        return new ArrayList<>(rows.values());
    }

    private List<SourceClient> selected(ClientRead read) {
        return rows.tailMap(read.afterResourceId(), false).values().stream()
                .filter(c -> read.collectionId() == null
                        || collections
                                .getOrDefault(read.collectionId(), Set.of())
                                .contains(c.resourceId()))
                .filter(c -> read.resourceIds() == null || read.resourceIds().contains(c.resourceId()))
                .filter(c -> !read.blockedOnly() || Boolean.TRUE.equals(c.blocked()))
                .toList();
    }

    @Override
    public void clients(ClientRead read, ClientSink sink) {
        for (SourceClient client : selected(read)) {
            if (!sink.accept(client)) {
                return;
            }
        }
    }

    @Override
    public long countClients(ClientRead read) {
        return selected(read).size();
    }

    @Override
    public List<SourceSiteInfo> sites() {
        return List.of();
    }

    @Override
    public Set<ObjectType> objectTypes() {
        return Set.of();
    }

    @Override
    public void objects(ObjectType type, Consumer<SourceObject> sink) {}

    @Override
    public void contents(Consumer<SourceContent> sink) {}

    @Override
    public List<SourceDistributionPoint> distributionPoints() {
        return List.of();
    }

    @Override
    public void packageStatus(Consumer<PackageStatus> sink) {}

    @Override
    public Set<SourceRight> lacking() {
        return Set.of();
    }

    @Override
    public List<Disclosure> disclosures() {
        return List.of();
    }

    @Override
    public void close() {}
}
