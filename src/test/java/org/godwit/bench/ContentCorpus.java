package org.godwit.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.godwit.shared.Digests;

/**
 * A content library of 3 GiB: 20,000 files of 4-64 KiB, 300 of 1-8 MiB and 4 of 256 MiB in 50 packages (design 11), the
 * same bytes for the same seed.
 */
final class ContentCorpus {

    static final int PACKAGES = 50;
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private final Path root;
    private final double scale;
    private final boolean repeating;

    /**
     * @param scale share of the files, 1 for all
     * @param repeating whether two files of five, and so about as much of the bytes, repeat one of another package
     */
    ContentCorpus(Path root, double scale, boolean repeating) {
        this.root = root;
        this.scale = scale;
        this.repeating = repeating;
    }

    static String packageId(int number) {
        return "BCH%05d".formatted(number);
    }

    List<String> packageIds() {
        return IntStream.range(0, PACKAGES).mapToObj(ContentCorpus::packageId).toList();
    }

    /** @return bytes of all contents, repeated ones counted each time */
    long write() {
        return IntStream.range(0, PACKAGES)
                .parallel()
                .mapToLong(this::writePackage)
                .sum();
    }

    private long writePackage(int number) {
        String content = packageId(number) + ".1";
        try {
            put("PkgLib/" + packageId(number) + ".INI", "[Packages]\r\n" + content + "=\r\n[Info]\r\nVersion=1\r\n");
            put("DataLib/" + content + ".INI", "[Info]\r\n");
            Files.createDirectories(root.resolve("DataLib/" + content));
            long bytes = 0;
            int index = 0;
            for (Kind kind : Kind.values()) {
                for (int at = number; at < Math.round(kind.files * scale); at += PACKAGES) {
                    bytes += writeFile(content, index++, kind, repeats(at) ? at - 1 : at);
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private enum Kind {
        SMALL(20_000, 4 * KIB, 64 * KIB),
        MEDIUM(300, MIB, 8 * MIB),
        LARGE(4, 256 * MIB, 256 * MIB + 1);

        private final int files;
        private final int least;
        private final int below;

        Kind(int files, int least, int below) {
            this.files = files;
            this.least = least;
            this.below = below;
        }

        int size(SplittableRandom random) {
            return least + random.nextInt(below - least);
        }
    }

    /** Two files of five are the one before them, which is in another package, once more. */
    private boolean repeats(int at) {
        return repeating && (at % 5 == 1 || at % 5 == 3);
    }

    private long writeFile(String content, int index, Kind kind, int at) throws IOException {
        SplittableRandom random = new SplittableRandom(kind.ordinal() * 100_003L + at);
        int size = kind.size(random);
        Path written = root.resolve("FileLib/" + content + "-" + index + ".part");
        Files.createDirectories(written.getParent());
        String hash = bytes(written, size, random);
        put(
                "DataLib/" + content + "/d" + index % 20 + "/file" + index + ".bin.INI",
                "[File]\r\nSize=" + size + "\r\nTimeModified=132539328000000000\r\nAttributes=20\r\nHash=" + hash
                        + "\r\n");
        Path file = root.resolve("FileLib/" + hash.substring(0, 4) + "/" + hash);
        Files.createDirectories(file.getParent());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        put("FileLib/" + hash.substring(0, 4) + "/" + hash + ".INI", "[Users]\r\n" + content + "=\r\n");
        return size;
    }

    private static String bytes(Path file, int length, SplittableRandom seed) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] chunk = new byte[Math.min(length, MIB)];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int done = 0; done < length; ) {
                seed.nextBytes(chunk);
                int count = Math.min(chunk.length, length - done);
                digest.update(chunk, 0, count);
                out.write(chunk, 0, count);
                done += count;
            }
        }
        return HexFormat.of().withUpperCase().formatHex(digest.digest());
    }

    private void put(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    }
}
