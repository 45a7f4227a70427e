package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.godwit.content.FaultyStore.Fault;
import org.godwit.content.FaultyStore.Stage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Between local directories, copied by the kernel or as a stream. */
class FaultTest extends FaultSuite {

    private static final String THERE = "PK100000";
    private static final String COMING = "PK100001";

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

    /** So many files that they are flushed together, of which the package that is there has some: its claim on them stays. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FLIP_MANIFEST", "FAIL_LIST", "LIST_TWICE"}) // the destination's manifests are not listed
    void noListOfUsersLosesAPackageThatIsThere(Fault fault) throws Exception {
        TestLibrary library = TestLibrary.random(place("two"), 13, 2, 24, 2_000);
        ContentSource from = new DirectoryStore(place("two"));
        List<Path> shared = library.files(THERE + ".1").values().stream()
                .map(bytes -> place("two").relativize(library.file(bytes)))
                .filter(file -> library.files(COMING + ".2").values().stream()
                        .anyMatch(bytes -> library.file(bytes).endsWith(file)))
                .toList();
        assertThat(shared).hasSizeGreaterThan(3);
        try (ContentTarget to = target("first")) {
            attempt(THERE, from, to, new MemoryRecords(), true);
        }
        copy(place("first"), place("both"));
        try (ContentTarget to = target("both")) {
            attempt(COMING, from, to, new MemoryRecords(), true);
        }
        Map<String, String> whole = TestLibrary.snapshot(place("both"));
        int felt = 0;
        for (Stage stage : Stage.values()) {
            for (int n = 0; n < cases(); n++) {
                felt += another(fault, stage, n, from, shared, whole) ? 1 : 0;
            }
        }
        assertThat(felt).as("cases in which the fault was felt").isPositive();
        remove(place("first"));
        remove(place("both"));
        remove(place("two"));
    }

    private boolean another(
            Fault fault, Stage stage, int n, ContentSource from, List<Path> shared, Map<String, String> whole)
            throws IOException {
        String named = fault + " at " + stage + ", chance " + n;
        copy(place("first"), place("case"));
        boolean felt;
        try (ContentTarget to = target("case")) {
            FaultyStore faulty = new FaultyStore(to, fault, stage, 1 + 3 * n, n % 2 == 1, n % 4 < 2, n);
            boolean published = true;
            try {
                attempt(COMING, from, faulty, new MemoryRecords(), true);
            } catch (IOException e) {
                published = false;
                assertThat(faulty.felt()).as(named + ": " + e).isTrue();
            }
            felt = faulty.felt();
            for (Path file : shared) {
                assertThat(Files.readString(place("case").resolve(file + ".INI")))
                        .as(named)
                        .contains(THERE + ".1=");
            }
            sweep(to);
            assertThat(wrong(place("case"))).as(named).isEmpty();
            if (published) {
                assertThat(TestLibrary.snapshot(place("case"))).as(named).isEqualTo(whole);
            }
            attempt(COMING, from, to, new MemoryRecords(), true);
            sweep(to);
            assertThat(TestLibrary.snapshot(place("case")))
                    .as(named + ", second run")
                    .isEqualTo(whole);
        }
        remove(place("case"));
        return felt;
    }
}
