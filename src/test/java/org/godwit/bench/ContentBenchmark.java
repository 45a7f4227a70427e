package org.godwit.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.godwit.Godwit;
import org.godwit.content.ContentTarget;
import org.godwit.content.DestinationRecords;
import org.godwit.content.DirectoryStore;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.PackageRequest;
import org.godwit.content.TransferOptions;
import org.godwit.distribution.ContentMigration;
import org.godwit.distribution.ContentMigration.ContentSelection;
import org.godwit.distribution.ContentMigration.Run;
import org.godwit.distribution.DistributionPoint;
import org.godwit.distribution.DistributionPointService;
import org.godwit.distribution.Location;
import org.godwit.distribution.NewDistributionPoint;
import org.godwit.distribution.SourceDistributionPointService;
import org.godwit.distribution.StatedSource;
import org.godwit.security.RunAs;
import org.godwit.shared.Digests;
import org.godwit.shared.PageQuery;
import org.godwit.shared.RunControl;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Content transfers against {@code cp -r} and against themselves (design 11). {@code -Dscale=0.1} for a quick look, {@code -Dcontent.rounds}
 * for how often each is measured (the fastest counts), {@code -Dcontent.dir} for where.
 */
public final class ContentBenchmark {

    private static final int ROUNDS = Integer.getInteger("content.rounds", 3);
    private static final double SCALE = Double.parseDouble(System.getProperty("scale", "1"));

    /** As many as a job has in work per destination point. */
    private static final int PACKAGES_AT_A_TIME = 4;

    /** Jobs over a tenth of the corpus before anything is measured: a server is not compared while it is still being compiled. */
    private static final int WARM_UPS = 10;

    private final Path dir;
    private final Path source;
    private final ContentCorpus corpus;
    private int places;
    private long hierarchies;

    private ContentBenchmark(Path dir) {
        this.dir = dir;
        this.source = dir.resolve("source");
        this.corpus = new ContentCorpus(source, SCALE, false);
    }

    public static void main(String[] args) throws Exception {
        Path parent = Path.of(System.getProperty("content.dir", "target")).toAbsolutePath();
        Files.createDirectories(parent);
        Path dir = Files.createTempDirectory(parent, "content-bench-");
        try {
            new ContentBenchmark(dir).measure();
        } finally {
            FileSystemUtils.deleteRecursively(dir);
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        long bytes = corpus.write();
        line("corpus", bytes / 1048576.0, "MiB");
        double copy = Double.MAX_VALUE;
        double job = Double.MAX_VALUE;
        double again = Double.MAX_VALUE;
        double bare = Double.MAX_VALUE;
        cp();
        try (ConfigurableApplicationContext server = server()) {
            Path small = dir.resolve("small");
            ContentCorpus part = new ContentCorpus(small, SCALE / 10, false);
            part.write();
            for (int round = 0; round < WARM_UPS; round++) {
                job(server, part, small);
            }
            for (int round = 0; round < ROUNDS; round++) {
                copy = Math.min(copy, cp());
                bare = Math.min(bare, bare());
                double[] measured = job(server, corpus, source);
                job = Math.min(job, measured[0]);
                again = Math.min(again, measured[1]);
            }
        }
        line("cp", copy, "s");
        line("job", job, "s");
        line("rerun", again, "s");
        line("bare", bare, "s");
        line("verified_vs_cp", job / copy, "x");
        line("bare_vs_cp", bare / copy, "x");
        line("verified_vs_bare", job / bare, "x");
        line("rerun_vs_first", again / job, "x");
        line("heap_limit", Runtime.getRuntime().maxMemory() / 1048576.0, "MiB");
        against("rclone", job, "rclone copy --checksum %s %s && rclone check %s %s");
        against("rsync", job, "rsync -a %s/ %s/ && rsync -anc --itemize-changes %s/ %s/");
        engine();
        NetworkCopies.measure(dir);
    }

    /** The engine alone, for what differs by one thing only, in turns. */
    private void engine() throws Exception {
        Path repeating = dir.resolve("repeating");
        long given = new ContentCorpus(repeating, SCALE, true).write();
        line("repeated", 1 - (double) stored(repeating) / given, "of the bytes");
        double durable = Double.MAX_VALUE;
        double not = Double.MAX_VALUE;
        double repeats = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            durable = Math.min(durable, transfer(source, true));
            repeats = Math.min(repeats, transfer(repeating, true));
            not = Math.min(not, transfer(source, false));
        }
        line("durable", durable, "s");
        line("not_durable", not, "s");
        line("durable_vs_not", durable / not, "x");
        line("repeats", repeats, "s");
        line("repeats_vs_none", repeats / durable, "x");
    }

    /** Bytes of the stored files of a library. */
    private static long stored(Path library) throws IOException {
        return storedFiles(library).stream().mapToLong(f -> f.toFile().length()).sum();
    }

    private static List<Path> storedFiles(Path library) throws IOException {
        try (Stream<Path> files = Files.walk(library.resolve("FileLib"))) {
            return files.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".INI"))
                    .toList();
        }
    }

    private ConfigurableApplicationContext server() {
        return SpringApplication.run(
                Godwit.class,
                "--server.port=0",
                "--godwit.data-dir=" + dir.resolve("data"),
                "--godwit.content.roots=" + dir,
                "--logging.level.root=ERROR",
                "--spring.main.banner-mode=off");
    }

    /** Seconds of a job's content part, with its verification, and of the same once more. */
    private double[] job(ConfigurableApplicationContext server, ContentCorpus corpus, Path source) throws Exception {
        ContentMigration migration = server.getBean(ContentMigration.class);
        Path place = place();
        long hierarchy = ++hierarchies;
        double[] measured = server.getBean(RunAs.class).system(() -> {
            StatedSource stated = new StatedSource();
            var dp = stated.point("dp.bench.example");
            corpus.packageIds().forEach(id -> stated.holds(dp, id, 1));
            migration.gather(hierarchy, stated, RunControl.none());
            SourceDistributionPointService points = server.getBean(SourceDistributionPointService.class);
            points.list(hierarchy, PageQuery.first(10))
                    .items()
                    .forEach(p -> points.setLocation(
                            hierarchy, p.id(), new Location.Directory(source.toString(), List.of())));
            DistributionPoint to = server.getBean(DistributionPointService.class)
                    .create(new NewDistributionPoint(
                            "bench" + hierarchy, "GDW", new Location.Directory(place.toString(), List.of()), null));
            double first = run(migration, new Run(hierarchy, hierarchy * 2, hierarchy, all(to)), false);
            double second = run(migration, new Run(hierarchy, hierarchy * 2 + 1, hierarchy, all(to)), true);
            return new double[] {first, second};
        });
        empty(place);
        return measured;
    }

    private static ContentSelection all(DistributionPoint point) {
        return new ContentSelection(true, Set.of(), List.of(point.id()));
    }

    private static double run(ContentMigration migration, Run run, boolean again) {
        sync();
        return seconds(() -> {
            var outcome = migration.run(run, RunControl.none());
            var verified = migration.verify(run, RunControl.none());
            if (!verified.equal() || outcome.packagesFailed() > 0 || again != (outcome.bytesMoved() == 0)) {
                throw new IllegalStateException(outcome + " " + verified);
            }
            return outcome;
        });
    }

    private double transfer(Path from, boolean durable) throws Exception {
        Path place = place();
        sync();
        double seconds = seconds(() -> {
            ContentTarget target = new DirectoryStore(place);
            ContentTarget origin = new DirectoryStore(from);
            try (LibraryTransfer transfer = Objects.requireNonNull(LibraryTransfer.tryOpen(
                    target,
                    DestinationRecords.none(),
                    TransferOptions.standard().withDurable(durable)))) {
                List<Callable<Object>> packages = new ArrayList<>();
                for (String id : corpus.packageIds()) {
                    packages.add(() -> transfer.transfer(new PackageRequest(id, origin, List.of())));
                }
                ExecutorService several = Executors.newFixedThreadPool(PACKAGES_AT_A_TIME);
                try {
                    for (Future<Object> one : several.invokeAll(packages)) {
                        one.get();
                    }
                } finally {
                    several.shutdown();
                }
            }
            return place;
        });
        empty(place);
        return seconds;
    }

    private double cp() throws Exception {
        Path place = place();
        sync();
        double seconds = seconds(() -> command("cp", "-r", source.toString(), place.toString()));
        empty(place);
        return seconds;
    }

    /**
     * Seconds of the least that a verified copy of the stored files takes: the kernel copies each, and it is hashed as it was
     * stored, by a thread for each core. No manifest, no list of users, nothing flushed, no database.
     */
    private double bare() throws Exception {
        Path place = place();
        List<Path> files = storedFiles(source);
        sync();
        double seconds = seconds(() -> {
            files.stream().parallel().forEach(file -> copyAndHash(file, place.resolve(source.relativize(file))));
            return place;
        });
        empty(place);
        return seconds;
    }

    private static void copyAndHash(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            try (FileChannel in = FileChannel.open(from);
                    FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (long done = 0; done < in.size(); ) {
                    done += in.transferTo(done, in.size() - done, out);
                }
            }
            MessageDigest digest = Digests.sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(to), digest)) {
                byte[] buffer = new byte[128 * 1024];
                while (in.read(buffer) >= 0) {
                    // the digest takes it in
                }
            }
            if (!HexFormat.of()
                    .withUpperCase()
                    .formatHex(digest.digest())
                    .equals(to.getFileName().toString())) {
                throw new IllegalStateException(to + " differs");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tool that copies and then proves what it copied, where it is installed. */
    private void against(String tool, double job, String words) throws Exception {
        if (command("sh", "-c", "command -v " + tool + " >/dev/null") != 0) {
            return;
        }
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            Path place = place();
            sync();
            String line = String.format(Locale.ROOT, words, source, place, source, place);
            best = Math.min(best, seconds(() -> {
                if (command("sh", "-c", line) != 0) {
                    throw new IllegalStateException(line);
                }
                return place;
            }));
            empty(place);
        }
        line(tool, best, "s");
        line("vs_" + tool, best / job, "x");
    }

    private Path place() {
        return dir.resolve("to" + ++places);
    }

    private static int command(String... words) {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sync() {
        command("sync");
    }

    static double seconds(Callable<?> work) {
        long start = System.nanoTime();
        try {
            work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    static void line(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench content %s %.4f %s%n", figure, value, unit);
    }

    /**
     * Frees the space of a copy and leaves its files: where many files were just deleted, a file system can be slow to make new
     * ones (ext4 without a journal passes over their inodes for a minute and more), which would be counted against whoever is next.
     */
    static void empty(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        }
    }
}
