package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryReaderTest {

    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    Path root;

    private TestLibrary library;
    private LibraryReader reader;

    @BeforeEach
    void library() {
        library = new TestLibrary(root).with("ABC00001", 3, Map.of("setup.exe", BYTES, "x64/x.ini", BYTES));
        reader = new LibraryReader(new DirectoryStore(root));
    }

    private void refused(String contentId, String named) {
        assertThatThrownBy(() -> reader.readContent(contentId))
                .isInstanceOfSatisfying(
                        ContentException.class,
                        e -> assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_REFUSED))
                .hasMessageContaining(named);
    }

    @Test
    void readsPackageContentAndFiles() throws Exception {
        library.directory("DataLib/ABC00001.3/empty/deeper");
        assertThat(reader.packageIds()).containsExactly("ABC00001");
        assertThat(reader.readPackage("ABC00001"))
                .isEqualTo(new PackageManifest("ABC00001", "3", java.util.List.of("ABC00001.3")));
        ContentManifest content = reader.readContent("ABC00001.3");
        assertThat(content.directories()).containsExactly("empty", "x64", "empty/deeper");
        assertThat(content.files())
                .containsExactlyInAnyOrder(
                        new ContentFile("setup.exe", 3, 132539328000000000L, 0x20, TestLibrary.hash(BYTES)),
                        new ContentFile("x64/x.ini", 3, 132539328000000000L, 0x20, TestLibrary.hash(BYTES)));
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> reader.readPackage("ABC00009"))
                .isInstanceOfSatisfying(
                        ContentException.class,
                        e -> assertThat(e.code()).isEqualTo(ContentException.Code.PACKAGE_NOT_IN_LIBRARY));
        assertThatThrownBy(() -> reader.readContent("ABC00009.1"))
                .isInstanceOfSatisfying(
                        ContentException.class,
                        e -> assertThat(e.code()).isEqualTo(ContentException.Code.PACKAGE_NOT_IN_LIBRARY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "..", "a/b", "a\\b", "", "NUL", "con.1", "x\u0000y", "ends."})
    void refusesIdsThatAreNone(String id) {
        assertThatThrownBy(() -> reader.readPackage(id)).isInstanceOf(ContentException.class);
        assertThatThrownBy(() -> reader.readContent(id)).isInstanceOf(ContentException.class);
    }

    @Test
    void refusesAPackageThatNamesAContentOutside() {
        library.write("PkgLib/ABC00002.INI", "[Packages]\r\n..\\..\\windows=\r\n");
        assertThatThrownBy(() -> reader.readPackage("ABC00002"))
                .isInstanceOfSatisfying(
                        ContentException.class,
                        e -> assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\..\\..\\b.INI",
                "con.INI",
                "LPT1.txt.INI",
                "trailing .INI",
                "dot..INI",
                "col:on.INI",
                "no-manifest"
            })
    void refusesNamesNoWindowsFileCanHave(String name) {
        library.write("DataLib/ABC00001.3/" + name, "[File]\r\nSize=3\r\nHash=" + TestLibrary.hash(BYTES));
        refused("ABC00001.3", LibraryNames.isIni(name) ? LibraryNames.withoutIni(name) : name);
    }

    @Test
    void refusesNamesThatDifferOnlyInCase() {
        library.manifest("ABC00001.3", "SETUP.exe", 3, TestLibrary.hash(BYTES));
        refused("ABC00001.3", "SETUP.exe");
    }

    /** As NTFS does, which compares unit by unit. */
    @Test
    void takesNamesThatOnlyLookAlikeWhenCasedAsText() throws Exception {
        library.with(
                "ABC00003",
                1,
                Map.of(
                        "Straße.txt",
                        new byte[] {1},
                        "Strasse.txt",
                        new byte[] {2},
                        "ı.txt",
                        new byte[] {3},
                        "I.txt",
                        new byte[] {4}));
        assertThat(reader.readContent("ABC00003.1").files()).hasSize(4);
        library.with("ABC00002", 1, Map.of("É.txt", new byte[] {1}, "é.txt", new byte[] {2}));
        refused("ABC00002.1", "differ only in case");
    }

    @Test
    void refusesAManifestOfAbsurdSize() {
        library.write("DataLib/ABC00001.3/big.bin.INI", new byte[200_000]);
        refused("ABC00001.3", "big.bin.INI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Size=3\r\nHash=../../etc",
                "Size=3\r\nHash=da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "Size=-1\r\nHash=H",
                "Size=99999999999999999999\r\nHash=H",
                "Size=9223372036854775807\r\nHash=H",
                "Size=x\r\nHash=H",
                "Size=3",
                "Hash=H"
            })
    void refusesManifestsThatStateNonsense(String text) {
        library.write(
                "DataLib/ABC00001.3/bad.bin.INI",
                "[File]\r\n" + text.replace("Hash=H", "Hash=" + TestLibrary.hash(BYTES)));
        refused("ABC00001.3", "bad.bin.INI");
    }

    @Test
    void refusesALinkThatLeadsOutsideAndFollowsOneInside(@TempDir Path outside) throws Exception {
        Files.createSymbolicLink(root.resolve("DataLib/ABC00001.3/inside"), root.resolve("DataLib/ABC00001.3/x64"));
        assertThat(reader.readContent("ABC00001.3").files()).hasSize(3);
        Files.writeString(outside.resolve("secret.INI"), "[File]\r\nSize=1\r\n");
        Files.createSymbolicLink(root.resolve("DataLib/ABC00001.3/escape"), outside);
        refused("ABC00001.3", "escape");
    }

    @Test
    void refusesACycleOfLinks() throws Exception {
        Files.createSymbolicLink(root.resolve("DataLib/ABC00001.3/loop"), root.resolve("DataLib/ABC00001.3"));
        refused("ABC00001.3", "loop");
    }
}
