package org.godwit.content;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.godwit.testing.NginxServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** From a real web server. */
@EnabledIf(value = "org.godwit.testing.NginxServer#available", disabledReason = "no nginx with dav-ext here")
class HttpFaultTest extends FaultSuite {

    @TempDir
    private static Path dir;

    private static @Nullable NginxServer nginx;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(dir.resolve("root"));
        nginx = NginxServer.start(dir, dir.resolve("root"));
    }

    @AfterAll
    static void stop() throws Exception {
        Objects.requireNonNull(nginx).close();
    }

    @Override
    int cases() {
        return Integer.getInteger("fault.cases", 1);
    }

    @Override
    Path place(String name) {
        return dir.resolve(name);
    }

    @Override
    void write() throws IOException {
        TestLibrary.random(place(SOURCE), 11, 1, 5, 3_000).expand(dir.resolve("root"));
        org.springframework.util.FileSystemUtils.copyRecursively(
                place(SOURCE).resolve("DataLib"), dir.resolve("root/datalib"));
    }

    @Override
    ContentSource source() {
        return new HttpStore(
                URI.create(Objects.requireNonNull(nginx).url()),
                new HttpLink(null, host -> null, 20),
                id -> List.of(new PackageRequest.Expected(id + ".1", null)));
    }

    @Override
    ContentTarget target(String name) {
        return new DirectoryStore(place(name));
    }
}
