package org.godwit.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the content libraries of all distribution points. */
final class ContentGenerator {

    private final SampleSpec spec;
    private final List<PackagePlan.Package> packages;
    private final HashedContents hashed;
    private final Map<Long, PackagePlan.Blob> blobs = new HashMap<>();
    private final List<LibraryWriter> libraries = new ArrayList<>();

    ContentGenerator(SampleSpec spec, Path out, List<PackagePlan.Package> packages, HashedContents hashed) {
        this.spec = spec;
        this.packages = packages;
        this.hashed = hashed;
        packages.forEach(p -> p.contents()
                .forEach(c -> c.files().forEach(f -> blobs.put(f.blob().number(), f.blob()))));
        for (Hierarchy.Point point : Hierarchy.POINTS) {
            Path directory = out.resolve(SampleFiles.POINTS).resolve(point.host());
            List<PackagePlan.Package> here =
                    packages.stream().filter(p -> holds(point, p)).toList();
            libraries.add(new LibraryWriter(point, directory, here));
        }
    }

    /** Whether a distribution point holds a package: the first one has every package. */
    static boolean holds(Hierarchy.Point point, PackagePlan.Package each) {
        return each.number() * 37 % 100 < point.share();
    }

    void write() throws IOException {
        Map<Long, List<LibraryWriter>> keepers = new HashMap<>();
        for (LibraryWriter library : libraries) {
            library.prepare(library.blobs().stream().map(hashed::of).toList());
            library.blobs()
                    .forEach(blob -> keepers.computeIfAbsent(blob, b -> new ArrayList<>())
                            .add(library));
        }
        // each file's bytes are made once, whatever number of libraries keep it
        keepers.entrySet().parallelStream().forEach(entry -> {
            PackagePlan.Blob blob = blobs.get(entry.getKey());
            if (blob != null) {
                byte[] bytes = Blobs.bytes(spec.seed(), blob);
                entry.getValue().forEach(library -> library.store(blob.number(), hashed.of(blob), bytes));
            }
        });
        for (LibraryWriter library : libraries) {
            library.publish(hashed);
        }
    }

    SampleSummary.Content totals() {
        long contents = 0;
        long files = 0;
        long bytes = 0;
        for (PackagePlan.Package each : packages) {
            contents += each.contents().size();
            for (PackagePlan.Content content : each.contents()) {
                files += content.files().size();
                bytes += content.bytes();
            }
        }
        long distinct =
                blobs.values().stream().mapToLong(PackagePlan.Blob::size).sum();
        return new SampleSummary.Content(packages.size(), contents, files, bytes, blobs.size(), distinct);
    }

    List<SampleSummary.Library> libraries() {
        return libraries.stream()
                .map(l -> new SampleSummary.Library(
                        l.point().server(),
                        l.point().nalPath(),
                        l.point().site().code(),
                        l.library().toString(),
                        l.furtherDrives(),
                        l.packages().size()))
                .toList();
    }
}
