package org.godwit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a\"b",
                "back\\slash",
                "tab\t",
                "line\n",
                "\u0001",
                "\u007f",
                "ä",
                "日本",
                "😀",
                "</x>"
            })
    void textsAreWrittenAsAnythingElse(String text) {
        Map<String, String> texts = new TreeMap<>(Map.of("SerialNumber", text, "CoManaged", "0", text + "Z", "1"));

        assertThat(CanonicalJson.writeTexts(texts)).isEqualTo(CanonicalJson.write(texts));
        assertThat(CanonicalJson.read(CanonicalJson.writeTexts(texts), Map.class))
                .isEqualTo(texts);
        assertThat(CanonicalJson.writeTexts(Map.of())).isEqualTo(CanonicalJson.write(Map.of()));
    }
}
