package org.godwit.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Site codes, SMSIDs, pages and canonical JSON. */
class WordsTest {

    @Test
    void siteCodeIsKeptInUpperCase() {
        assertThat(new SiteCode(" ps1 ").value()).isEqualTo("PS1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PS", "PS12", "P-1", "P 1", "ÄÖÜ"})
    void whatIsNoSiteCodeIsRefused(String text) {
        assertThatThrownBy(() -> new SiteCode(text))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SITE_CODE_INVALID"));
    }

    @Test
    void smsIdIsComparedWithoutCaseAndOuterBlanks() {
        assertThat(new SmsId(" guid:6f1c0d2a-1111-2222-3333-444455556666 "))
                .isEqualTo(new SmsId("GUID:6F1C0D2A-1111-2222-3333-444455556666"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GUID:",
                "6F1C0D2A-1111-2222-3333-444455556666",
                "GUID:6F1C0D2A-1111-2222-3333-44445555666",
                "GUID:6F1C0D2A-1111-2222-3333-444455556666'--"
            })
    void anSmsIdFromOutsideMustHaveItsFullForm(String text) {
        assertThatThrownBy(() -> SmsId.parse(text))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SMSID_INVALID"));
    }

    @Test
    void onlyKnownColumnsSort() {
        Map<String, String> columns = Map.of("name", "name");
        assertThat(new PageQuery(0, 10, "name,desc").orderBy(columns, "id", "id"))
                .isEqualTo("name desc, id");
        assertThatThrownBy(() -> new PageQuery(0, 10, "name; DROP TABLE x").orderBy(columns, "id", "id"))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SORT_INVALID"));
    }

    @Test
    void canonicalJsonDoesNotDependOnTheOrderOfKeys() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", 1);
        one.put("a", "x");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("a", "x");
        other.put("b", 1);
        assertThat(CanonicalJson.write(one)).isEqualTo("{\"a\":\"x\",\"b\":1}");
        assertThat(CanonicalJson.digest(one)).isEqualTo(CanonicalJson.digest(other));
    }
}
