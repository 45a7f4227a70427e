package org.godwit.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Flushes whole file systems at once by {@code sync --file-system} of the GNU core utilities, which is syncfs(2): Java has no
 * call for it. For thousands of small files it costs a fraction of flushing each.
 */
final class FileSystemSync {

    private static final Path PROGRAM = Path.of("/usr/bin/sync");
    private static final boolean POSSIBLE =
            System.getProperty("os.name", "").equals("Linux") && Files.isExecutable(PROGRAM) && works();

    private FileSystemSync() {}

    static boolean possible() {
        return POSSIBLE;
    }

    /** Not every system's {@code sync} knows the option. */
    private static boolean works() {
        try {
            Path file = Files.createTempFile("godwit", ".sync");
            try {
                return run(List.of(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @return false if it is not possible here
     * @throws IOException if a file system could not be flushed
     */
    static boolean sync(List<Path> places) throws IOException {
        if (!POSSIBLE) {
            return false;
        }
        if (!run(places)) {
            throw new IOException("flushing the file system of " + places + " failed");
        }
        return true;
    }

    private static boolean run(List<Path> places) throws IOException {
        List<String> words = new ArrayList<>(List.of(PROGRAM.toString(), "--file-system", "--"));
        places.stream().filter(Files::exists).forEach(place -> words.add(place.toString()));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while flushing " + places, e);
        }
    }
}
