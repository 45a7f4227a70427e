package org.godwit.content;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Between local directories, copied by the kernel or as a stream. */
class FaultTest extends FaultSuite {

    @TempDir
    private static Path dir;

    @Override
    Path place(String name) {
        return dir.resolve(name);
    }

    @Override
    ContentSource source() {
        return new DirectoryStore(place(SOURCE));
    }

    @Override
    ContentTarget target(String name) {
        return new DirectoryStore(place(name));
    }
}
