package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.godwit.content.TestLibrary;
import org.godwit.shared.RunControl;
import org.junit.jupiter.api.Test;

/** One file proves a whole point; {@code sha256sum} agrees, and disagrees when a byte is flipped. */
class PointEvidenceTest extends ContentFixture {

    private String exported(DistributionPoint point, EvidenceFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        points.evidence(point.id(), format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sha256sumAcceptsTheEvidenceOfTheWholePointAndCsvNamesEveryFile() throws Exception {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 91, 5, 12, 20_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());

        String sums = exported(a, EvidenceFormat.SHA256SUM);

        sha256sumAccepts(dir.resolve("a"), sums);
        List<String> hashes = sums.lines()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.substring(0, 64))
                .toList();
        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(hashes.size())
                .isEqualTo(TestLibrary.snapshot(dir.resolve("a/FileLib")).keySet().stream()
                        .filter(name -> !name.endsWith(".INI"))
                        .count());
        assertThat(library.packageIds()).allSatisfy(id -> assertThat(sums).contains("# " + id + " " + id + "."));

        List<String> lines = exported(a, EvidenceFormat.CSV).lines().toList();
        assertThat(lines).hasSize(1 + 5 * 12);
        assertThat(lines.get(0)).startsWith("packageId,contentId,path,bytes,sha256,storedAs,expectedFrom");
        assertThat(lines.get(1))
                .matches("PK100000,PK100000\\.1,[^,]+,\\d+,[0-9a-f]{64},FileLib/[0-9A-F]{4}/[0-9A-F]{64},MANIFEST,"
                        + "A{64},LIBRARY,NOT_CONFIRMED,COPIED,\\d{4}-.*Z");

        Path stored = dir.resolve("a")
                .resolve("FileLib")
                .resolve(hashes.get(0).substring(0, 4).toUpperCase());
        flip(stored.resolve(hashes.get(0).toUpperCase()));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> sha256sumAccepts(dir.resolve("a"), sums)))
                .isInstanceOf(AssertionError.class);
        validated(a);
        assertThat(exported(a, EvidenceFormat.SHA256SUM)).contains("not proven");
    }

    @Test
    void ofALibraryThatSpansDrivesEachRootIsCheckedForItself() throws Exception {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 92, 1, 3, 2_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
        DistributionPoint spanned = destination(
                "spanned",
                new Location.Directory(
                        dir.resolve("first").toString(),
                        List.of(dir.resolve("further").toString())));
        migration.run(run(spanned), RunControl.none());
        String sums = exported(spanned, EvidenceFormat.SHA256SUM);
        assertThat(sums)
                .contains("--ignore-missing", dir.resolve("further").toString())
                .endsWith("# " + sums.lines().filter(l -> !l.startsWith("#")).count() + " files\n");
    }
}
