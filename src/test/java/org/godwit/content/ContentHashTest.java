package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The regression vector for this reading of the algorithm (reference F); it is not a Microsoft vector. */
class ContentHashTest {

    private static final String EXPECTED = "E082298F19FB903F96ADA8649B024A1DDD5263D4866660A4A9BF2F1ECD1BC45A";

    private static ContentFile file(String path, byte[] bytes) {
        return new ContentFile(path, bytes.length, 0, 0, TestLibrary.hash(bytes));
    }

    private static final ContentManifest TREE = new ContentManifest(
            "ABC00001.1",
            null,
            List.of("Sub", "Empty", "Sub/Deep"),
            List.of(
                    file("Z.DAT", new byte[0]),
                    file("Sub/Deep/C.txt", "deep".getBytes(StandardCharsets.UTF_8)),
                    file("a.txt", "hello".getBytes(StandardCharsets.UTF_8)),
                    file("Sub/b.bin", new byte[] {0, 1})));

    @Test
    void givesTheVectorWhateverTheOrderOfTheManifest() {
        assertThat(ContentHash.of(TREE)).isEqualTo(EXPECTED);
    }

    /** As NTFS lists them, unit by unit: what becomes several letters in upper case comes after them all. */
    @Test
    void listsNamesAsNtfsDoes() {
        ContentFile sharp = file("Straße.txt", new byte[] {1});
        ContentFile plain = file("STRASSF.txt", new byte[] {2});
        byte[] fed = ("strassf.txt" + "straße.txt" + plain.hash() + sharp.hash()).getBytes(StandardCharsets.UTF_16LE);
        assertThat(ContentHash.of(new ContentManifest("ABC00001.1", null, List.of(), List.of(sharp, plain))))
                .isEqualTo(TestLibrary.hash(fed));
    }

    @Test
    void ofNothingIsTheDigestOfNothing() {
        assertThat(ContentHash.of(new ContentManifest("ABC00001.1", null, List.of(), List.of())))
                .isEqualTo("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
    }

    @Test
    void judgesAgainstTheSiteFirst() {
        assertThat(ContentHash.judge(TREE, EXPECTED.toLowerCase(java.util.Locale.ROOT), "other"))
                .isEqualTo(ContentHash.Verdict.CONFIRMED);
        assertThat(ContentHash.judge(TREE, "", EXPECTED)).isEqualTo(ContentHash.Verdict.CONFIRMED);
        assertThat(ContentHash.judge(TREE, "AB", EXPECTED)).isEqualTo(ContentHash.Verdict.NOT_CONFIRMED);
        assertThat(ContentHash.judge(TREE, null, " ")).isEqualTo(ContentHash.Verdict.NOT_STATED);
    }
}
