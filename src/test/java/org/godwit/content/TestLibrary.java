package org.godwit.content;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.godwit.shared.Digests;

/** Writes content libraries as text and bytes, independently of the code under test, and compares them. */
public final class TestLibrary {

    public final Path root;
    private final Map<String, Map<String, byte[]>> contents = new LinkedHashMap<>();

    public TestLibrary(Path root) {
        this.root = root;
    }

    /** A package of one content with these files, by path with {@code /}. */
    public TestLibrary with(String packageId, int version, Map<String, byte[]> files) {
        String contentId = packageId + "." + version;
        contents.put(contentId, files);
        write(
                "PkgLib/" + packageId + ".INI",
                "[Packages]\r\n" + contentId + "=\r\n[Info]\r\nVersion=" + version + "\r\n");
        content(contentId, files);
        return this;
    }

    private void content(String contentId, Map<String, byte[]> files) {
        write("DataLib/" + contentId + ".INI", "[Info]\r\nHash=" + "A".repeat(64) + "\r\n");
        directory("DataLib/" + contentId);
        files.forEach((path, bytes) -> {
            String hash = hash(bytes);
            manifest(contentId, path, bytes.length, hash);
            write("FileLib/" + hash.substring(0, 4) + "/" + hash, bytes);
            write("FileLib/" + hash.substring(0, 4) + "/" + hash + ".INI", "[Users]\r\n" + contentId + "=\r\n");
        });
    }

    void manifest(String contentId, String path, long size, String hash) {
        write(
                "DataLib/" + contentId + "/" + path + ".INI",
                "[File]\r\nSize=" + size + "\r\nTimeModified=132539328000000000\r\nAttributes=20\r\nHash=" + hash
                        + "\r\n");
    }

    /** Puts other bytes in the place of a file of a content, with a manifest that states them: nothing here contradicts them. */
    public void forge(String contentId, String path, byte[] bytes) {
        String hash = hash(bytes);
        manifest(contentId, path, bytes.length, hash);
        write("FileLib/" + hash.substring(0, 4) + "/" + hash, bytes);
        write("FileLib/" + hash.substring(0, 4) + "/" + hash + ".INI", "[Users]\r\n" + contentId + "=\r\n");
    }

    /** Packages of random files, a third of which repeat; {@code file0.bin} of each is its own. */
    public static TestLibrary random(Path root, long seed, int packages, int filesEach, int largest) {
        Random random = new Random(seed);
        TestLibrary library = new TestLibrary(root);
        List<byte[]> common = new ArrayList<>();
        for (int p = 0; p < packages; p++) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (int f = 0; f < filesEach; f++) {
                byte[] bytes;
                if (f > 0 && !common.isEmpty() && random.nextInt(3) == 0) {
                    bytes = common.get(random.nextInt(common.size()));
                } else {
                    bytes = new byte[f == 0 ? largest : random.nextInt(largest)];
                    random.nextBytes(bytes);
                    if (f > 0) {
                        common.add(bytes);
                    }
                }
                files.put((f % 3 == 0 ? "" : "dir" + f % 3 + "/") + "file" + f + ".bin", bytes);
            }
            library.with("PK1%05d".formatted(p), 1 + p % 4, files);
        }
        return library;
    }

    /** Writes the files of all contents under their own names, as a distribution point gives them over HTTP. */
    public void expand(Path place) {
        contents.forEach((contentId, files) -> {
            directory(place.resolve(contentId));
            files.forEach((path, bytes) -> {
                try {
                    Path file = place.resolve(contentId).resolve(path);
                    Files.createDirectories(file.getParent());
                    Files.write(file, bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        });
    }

    private static void directory(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file(byte[] bytes) {
        String hash = hash(bytes);
        return root.resolve("FileLib").resolve(hash.substring(0, 4)).resolve(hash);
    }

    public void write(String path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String path, byte[] bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void directory(String path) {
        try {
            Files.createDirectories(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String hash(byte[] bytes) {
        return Digests.sha256Hex(bytes).toUpperCase(java.util.Locale.ROOT);
    }

    public List<String> packageIds() {
        return contents.keySet().stream()
                .map(id -> id.substring(0, id.indexOf('.')))
                .toList();
    }

    public int version(String packageId) {
        return contents.keySet().stream()
                .filter(id -> id.startsWith(packageId + "."))
                .map(id -> Integer.parseInt(id.substring(id.indexOf('.') + 1)))
                .findFirst()
                .orElseThrow();
    }

    public Map<String, byte[]> files(String contentId) {
        return java.util.Objects.requireNonNull(contents.get(contentId));
    }

    /** Every file below a directory with the digest of its bytes. */
    public static Map<String, String> snapshot(Path root) {
        Map<String, String> files = new TreeMap<>();
        if (!Files.exists(root)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (Files.isRegularFile(path)) {
                    files.put(root.relativize(path).toString().replace('\\', '/'), hash(Files.readAllBytes(path)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Ids of the packages whose PkgLib manifest is there. */
    public static List<String> published(Path root) {
        return snapshot(root.resolve("PkgLib")).keySet().stream()
                .map(name -> name.substring(0, name.length() - 4))
                .toList();
    }
}
