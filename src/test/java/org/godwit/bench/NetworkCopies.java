package org.godwit.bench;

import com.hierynomus.smbj.auth.AuthenticationContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.godwit.content.ContentTarget;
import org.godwit.content.DestinationRecords;
import org.godwit.content.DirectoryStore;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.PackageRequest;
import org.godwit.content.SmbStore;
import org.godwit.content.TransferOptions;
import org.godwit.content.WritableFile;
import org.godwit.testing.SambaServer;

/**
 * A transfer to a share against copying the same library there and reading it back with the same number of files in flight,
 * without hashing anything. Needs Samba and root; a tenth of the corpus.
 */
final class NetworkCopies {

    private static final double SHARE_OF_CORPUS = 0.1;
    private static final int IN_FLIGHT = TransferOptions.DEFAULT_FILES_IN_FLIGHT;
    private static final int BUFFER = 1024 * 1024;

    private NetworkCopies() {}

    static void measure(Path dir) throws Exception {
        if (!SambaServer.available()) {
            return;
        }
        double scale = Double.parseDouble(System.getProperty("scale", "1")) * SHARE_OF_CORPUS;
        Path source = dir.resolve("small");
        ContentCorpus corpus = new ContentCorpus(source, scale, false);
        ContentBenchmark.line("network_corpus", corpus.write() / 1048576.0, "MiB");
        try (SambaServer server = SambaServer.start(List.of("content"))) {
            double plain = Double.MAX_VALUE;
            double verified = Double.MAX_VALUE;
            for (int round = 0; round < Integer.getInteger("content.rounds", 3); round++) {
                String folder = "plain" + round;
                plain = Math.min(plain, ContentBenchmark.seconds(() -> plain(server, source, folder)));
                String library = "library" + round;
                verified =
                        Math.min(verified, ContentBenchmark.seconds(() -> verified(server, corpus, source, library)));
                ContentBenchmark.empty(server.share("content").resolve(folder));
                ContentBenchmark.empty(server.share("content").resolve(library));
            }
            ContentBenchmark.line("network_plain", plain, "s");
            ContentBenchmark.line("network", verified, "s");
            ContentBenchmark.line("network_vs_plain", verified / plain, "x");
        }
    }

    private static SmbStore share(SambaServer server, String folder) {
        return new SmbStore(
                server.server(),
                "content",
                folder,
                true,
                () -> new AuthenticationContext(SambaServer.USER, SambaServer.PASSWORD.toCharArray(), ""));
    }

    private static int verified(SambaServer server, ContentCorpus corpus, Path source, String folder)
            throws IOException {
        try (SmbStore target = share(server, folder);
                LibraryTransfer transfer = Objects.requireNonNull(
                        LibraryTransfer.tryOpen(target, DestinationRecords.none(), TransferOptions.standard()))) {
            DirectoryStore origin = new DirectoryStore(source);
            for (String id : corpus.packageIds()) {
                transfer.transfer(new PackageRequest(id, origin, List.of()));
            }
            return corpus.packageIds().size();
        }
    }

    private static int plain(SambaServer server, Path source, String folder) throws Exception {
        List<String> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(Files::isRegularFile)
                    .map(file -> source.relativize(file).toString())
                    .toList();
        }
        try (SmbStore target = share(server, folder)) {
            everywhere(files, file -> copy(source, file, target));
            everywhere(files, file -> read(file, target));
        }
        return files.size();
    }

    private interface Step {
        void on(String file) throws IOException;
    }

    private static void everywhere(List<String> files, Step step) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            List<Callable<String>> work = new ArrayList<>();
            files.forEach(file -> work.add(() -> {
                step.on(file);
                return file;
            }));
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void copy(Path source, String file, ContentTarget target) throws IOException {
        try (ReadableByteChannel in = Files.newByteChannel(source.resolve(file));
                WritableFile out = target.write(file, 0)) {
            pass(in, out);
        }
    }

    private static void read(String file, ContentTarget target) throws IOException {
        try (ReadableByteChannel in = target.read(file, 0)) {
            pass(in, null);
        }
    }

    private static void pass(ReadableByteChannel in, @org.jspecify.annotations.Nullable WritableFile out)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (in.read(buffer) >= 0) {
            buffer.flip();
            if (out != null) {
                out.write(buffer);
            }
            buffer.clear();
        }
    }
}
