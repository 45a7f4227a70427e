package org.godwit.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.godwit.shared.GodwitException;

/** The directory of a sample site. */
final class SampleFiles {

    /** Holds the distribution points, each in a directory of its name. */
    static final String POINTS = "distribution-points";

    /** There while a site is being made; the remains of a run that died can then be removed safely. */
    private static final String UNFINISHED = "sample-site.unfinished";

    private SampleFiles() {}

    /**
     * Makes the directory ready for a new site.
     *
     * @throws GodwitException {@code SAMPLE_DIRECTORY_IN_USE} if it holds anything but an unfinished site
     */
    static void prepare(Path out) throws IOException {
        Files.createDirectories(out);
        boolean unfinished = Files.exists(out.resolve(UNFINISHED));
        List<Path> present;
        try (Stream<Path> children = Files.list(out)) {
            present = children.toList();
        }
        if (!present.isEmpty() && !unfinished) {
            throw GodwitException.conflict(
                    "SAMPLE_DIRECTORY_IN_USE",
                    "The directory " + out + " is not empty.",
                    "Give a new directory, or remove what is in this one.");
        }
        for (Path child : present) {
            if (!child.endsWith(UNFINISHED)) {
                remove(child);
            }
        }
        if (!unfinished) {
            Files.createFile(out.resolve(UNFINISHED));
        }
    }

    static void finished(Path out) throws IOException {
        Files.delete(out.resolve(UNFINISHED));
    }

    private static void remove(Path tree) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(tree)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
