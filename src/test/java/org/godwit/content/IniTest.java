package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IniTest {

    private static Ini parse(String text) throws ContentException {
        return Ini.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsSectionsAndKeysWithoutCaseAndTrims() throws Exception {
        Ini ini = parse("; comment\r\nlost=1\r\n[FILE]\n  hash  =  ABC \r\nSize=12\r\n[ Info ]\r\nVersion=3");
        assertThat(ini.value("File", "Hash")).isEqualTo("ABC");
        assertThat(ini.value("file", "SIZE")).isEqualTo("12");
        assertThat(ini.value("Info", "version")).isEqualTo("3");
        assertThat(ini.value("Info", "lost")).isNull();
        assertThat(ini.value("Nothing", "x")).isNull();
    }

    @Test
    void aKeyMayHaveASuffixAndTheExactOneWins() throws Exception {
        assertThat(parse("[File]\nHashSHA256=AB").value("File", "Hash")).isEqualTo("AB");
        assertThat(parse("[File]\nHash2=X\nHash=Y").value("File", "Hash")).isEqualTo("Y");
    }

    @Test
    void keepsKeysAsWrittenAndReadsKeysWithoutValue() throws Exception {
        assertThat(parse("[Packages]\nABC00001.3=\nContent_6f1c=x=y\nbare").keys("packages"))
                .containsExactly("ABC00001.3", "Content_6f1c", "bare");
    }

    @Test
    void understandsByteOrderMarksAndSingleBytes() throws Exception {
        String text = "[File]\r\nHash=ÄB\r\n";
        byte[] little = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
        byte[] big = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE);
        byte[] marked = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
        byte[] single = text.getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] bytes : new byte[][] {little, big, marked, single}) {
            assertThat(Ini.parse(bytes).value("File", "Hash")).isEqualTo("ÄB");
        }
    }

    @Test
    void writesWhatItReads() throws Exception {
        Ini ini = new Ini().withSection("Packages").with("Packages", "A.1", "").with("Info", "Version", "1");
        assertThat(new String(ini.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("[Packages]\r\nA.1=\r\n[Info]\r\nVersion=1\r\n");
        assertThat(Ini.parse(ini.bytes()).keys("Packages")).containsExactly("A.1");
    }

    @Test
    void refusesAbsurdLinesAndSurvivesAnyBytes() {
        assertThatThrownBy(() -> parse("[File]\nHash=" + "A".repeat(10_000))).isInstanceOf(ContentException.class);
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            try {
                Ini.parse(bytes).value("File", "Hash");
            } catch (ContentException e) {
                assertThat(e.code()).isEqualTo(ContentException.Code.CONTENT_REFUSED);
            }
        }
    }
}
