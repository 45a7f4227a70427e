package org.godwit.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SortedTextsTest {

    private static final String[] NAMES = {"A", "B", "C", "D"};

    @Test
    void isTheMapOfWhatIsThere() {
        SortedTexts texts = new SortedTexts(NAMES, new @Nullable String[] {null, "2", null, "4"});

        assertThat(texts)
                .isEqualTo(new TreeMap<>(Map.of("B", "2", "D", "4")))
                .containsExactly(Map.entry("B", "2"), Map.entry("D", "4"))
                .hasSize(2)
                .hasSameHashCodeAs(Map.of("B", "2", "D", "4"));
        assertThat(texts.get("D")).isEqualTo("4");
        assertThat(texts.get("A")).isNull();
        assertThat(new SortedTexts(NAMES, new @Nullable String[4])).isEmpty();
    }

    @Test
    void cannotBeChanged() {
        SortedTexts texts = new SortedTexts(NAMES, new @Nullable String[] {"1", "2", "3", "4"});

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> texts.put("A", "5"));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> texts.remove("A"));
    }
}
