package org.godwit.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes the content library of one distribution point in the layout of Configuration Manager: PkgLib, DataLib and
 * FileLib on the first drive, and a FileLib on each further drive.
 */
final class LibraryWriter {

    private static final String LINE = "\r\n";

    private final Hierarchy.Point point;
    private final List<Path> drives;
    private final List<PackagePlan.Package> packages;
    private final Map<Long, Set<String>> users = new TreeMap<>();
    private final Set<Path> made = new HashSet<>();

    /** @param pointDirectory the distribution point's own directory; each of its drives is a directory below it */
    LibraryWriter(Hierarchy.Point point, Path pointDirectory, List<PackagePlan.Package> packages) {
        this.point = point;
        this.packages = packages;
        this.drives = new ArrayList<>();
        for (String drive : point.drives().split(",")) {
            drives.add(pointDirectory.resolve(drive).resolve("SCCMContentLib"));
        }
        for (PackagePlan.Package each : packages) {
            for (PackagePlan.Content content : each.contents()) {
                for (PackagePlan.PlannedFile file : content.files()) {
                    users.computeIfAbsent(file.blob().number(), n -> new TreeSet<>())
                            .add(content.name());
                }
            }
        }
    }

    Hierarchy.Point point() {
        return point;
    }

    List<PackagePlan.Package> packages() {
        return packages;
    }

    Path library() {
        return drives.get(0);
    }

    List<String> furtherDrives() {
        return drives.stream().skip(1).map(Path::toString).toList();
    }

    /** The numbers of the blobs this library stores. */
    Collection<Long> blobs() {
        return users.keySet();
    }

    /** Makes the directories that files of several threads go to. */
    void prepare(Collection<String> hashes) throws IOException {
        for (Path drive : drives) {
            Files.createDirectories(drive.resolve("FileLib"));
        }
        Files.createDirectories(library().resolve("PkgLib"));
        Files.createDirectories(library().resolve("DataLib"));
        for (String hash : hashes) {
            directory(drive(hash).resolve("FileLib").resolve(hash.substring(0, 4)));
        }
    }

    /** Stores a file under its hash, with the contents that use it; may be called by several threads. */
    void store(long blob, String hash, byte[] bytes) {
        Path directory = drive(hash).resolve("FileLib").resolve(hash.substring(0, 4));
        StringBuilder list = new StringBuilder("[Users]").append(LINE);
        for (String user : users.getOrDefault(blob, Set.of())) {
            list.append(user).append('=').append(LINE);
        }
        try {
            Files.write(directory.resolve(hash), bytes);
            Files.write(directory.resolve(hash + ".INI"), ini(list));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes PkgLib and DataLib. */
    void publish(HashedContents hashed) throws IOException {
        for (PackagePlan.Package each : packages) {
            StringBuilder list = new StringBuilder("[Packages]").append(LINE);
            for (PackagePlan.Content content : each.contents()) {
                publish(content, hashed);
                list.append(content.name()).append('=').append(LINE);
            }
            list.append("[Info]").append(LINE);
            if (each.single()) {
                list.append("Version=").append(each.sourceVersion()).append(LINE);
            }
            Files.write(library().resolve("PkgLib").resolve(each.id() + ".INI"), ini(list));
        }
    }

    private void publish(PackagePlan.Content content, HashedContents hashed) throws IOException {
        Path data = library().resolve("DataLib");
        Path root = data.resolve(content.name());
        directory(root);
        for (String name : content.directories()) {
            directory(root.resolve(name));
        }
        for (PackagePlan.PlannedFile file : content.files()) {
            StringBuilder text = new StringBuilder("[File]").append(LINE);
            text.append("Size=").append(file.blob().size()).append(LINE);
            text.append("TimeModified=")
                    .append(PackagePlan.fileTime(file.modified()))
                    .append(LINE);
            text.append("Attributes=")
                    .append(Integer.toHexString(file.attributes()))
                    .append(LINE);
            text.append("Hash=").append(hashed.of(file.blob())).append(LINE);
            Files.write(root.resolve(file.path() + ".INI"), ini(text));
        }
        StringBuilder info = new StringBuilder("[Info]").append(LINE);
        info.append("Hash=").append(hashed.of(content)).append(LINE);
        Files.write(data.resolve(content.name() + ".INI"), ini(info));
    }

    /** Files are spread over the drives as they come; which one a file is on only its hash tells. */
    private Path drive(String hash) {
        return drives.get(hash.charAt(63) % drives.size());
    }

    private void directory(Path path) throws IOException {
        if (made.add(path)) {
            Files.createDirectories(path);
        }
    }

    private static byte[] ini(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
