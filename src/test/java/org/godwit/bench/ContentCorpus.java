package org.godwit.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
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
    private final double repeated;

    /**
     * @param scale share of the files, 1 for all
     * @param repeated share of the files, and so about of the bytes, that repeat one of another package
     */
    ContentCorpus(Path root, double scale, double repeated) {
        this.root = root;
        this.scale = scale;
        this.repeated = repeated;
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
            for (int size : sizes(number)) {
                bytes += writeFile(content, number, index++, size);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Integer> sizes(int number) {
        SplittableRandom random = new SplittableRandom(number);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < share(20_000, number); i++) {
            sizes.add(4 * KIB + random.nextInt(60 * KIB));
        }
        for (int i = 0; i < share(300, number); i++) {
            sizes.add(MIB + random.nextInt(7 * MIB));
        }
        for (int i = 0; i < share(4, number); i++) {
            sizes.add(256 * MIB);
        }
        return sizes;
    }

    /** How many of so many files over all packages fall to this one. */
    private int share(int all, int number) {
        long scaled = Math.round(all * scale);
        return (int) (scaled * (number + 1) / PACKAGES - scaled * number / PACKAGES);
    }

    /** A repeated file has the bytes of a file that all packages share by its kind and place. */
    private long writeFile(String content, int number, int index, int size) throws IOException {
        SplittableRandom random = new SplittableRandom(number * 100_003L + index);
        boolean repeats = random.nextDouble() < repeated;
        int length = repeats ? size / (64 * KIB) * (64 * KIB) + 32 * KIB : size;
        SplittableRandom seed = new SplittableRandom(repeats ? length : random.nextLong());
        Path written = root.resolve("FileLib/" + content + "-" + index + ".part");
        Files.createDirectories(written.getParent());
        String hash = bytes(written, length, seed);
        put(
                "DataLib/" + content + "/d" + index % 20 + "/file" + index + ".bin.INI",
                "[File]\r\nSize=" + length + "\r\nTimeModified=132539328000000000\r\nAttributes=20\r\nHash=" + hash
                        + "\r\n");
        Path file = root.resolve("FileLib/" + hash.substring(0, 4) + "/" + hash);
        Files.createDirectories(file.getParent());
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        put("FileLib/" + hash.substring(0, 4) + "/" + hash + ".INI", "[Users]\r\n" + content + "=\r\n");
        return length;
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
