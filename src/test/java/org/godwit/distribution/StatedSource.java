package org.godwit.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.godwit.content.TestLibrary;
import org.godwit.site.ClientRead;
import org.godwit.site.Disclosure;
import org.godwit.site.ObjectType;
import org.godwit.site.PackageStatus;
import org.godwit.site.SourceContent;
import org.godwit.site.SourceDatabase;
import org.godwit.site.SourceDistributionPoint;
import org.godwit.site.SourceObject;
import org.godwit.site.SourceRight;
import org.godwit.site.SourceSiteInfo;

/** A source that states contents and distribution points, and nothing else. */
public final class StatedSource implements SourceDatabase {

    final List<SourceDistributionPoint> points = new ArrayList<>();
    final List<SourceContent> contents = new ArrayList<>();
    final List<PackageStatus> status = new ArrayList<>();

    public SourceDistributionPoint point(String serverName) {
        SourceDistributionPoint point = new SourceDistributionPoint(
                serverName, "\\\\" + serverName + "\\", "PS1", false, false, false, false, true, "D", false, null);
        points.add(point);
        return point;
    }

    public StatedSource holds(SourceDistributionPoint point, TestLibrary library) {
        library.packageIds().forEach(id -> holds(point, id, library.version(id)));
        return this;
    }

    public void holds(SourceDistributionPoint point, String packageId, int version) {
        status.add(new PackageStatus(packageId, point.nalPath(), version, 0));
        if (contents.stream().noneMatch(c -> c.packageId().equals(packageId))) {
            contents.add(new SourceContent(packageId, packageId + "." + version, version, null, 10));
        }
    }

    @Override
    public List<SourceDistributionPoint> distributionPoints() {
        return points;
    }

    @Override
    public void contents(Consumer<SourceContent> sink) {
        contents.forEach(sink);
    }

    @Override
    public void packageStatus(Consumer<PackageStatus> sink) {
        status.forEach(sink);
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
    public void clients(ClientRead read, ClientSink sink) {}

    @Override
    public long countClients(ClientRead read) {
        return 0;
    }

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
