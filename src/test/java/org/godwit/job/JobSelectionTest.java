package org.godwit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSelectionTest {

    @Test
    void is_read_as_the_interface_describes_it_and_written_in_one_form() {
        JobSelection selection = read("""
                {"types": ["PACKAGE", "COLLECTION"], "entityIds": [7, 3], "clients": {"smsIds": [" guid:b", "GUID:A"]},
                 "packages": ["PS100002", "PS100001"], "distributionPoints": [4]}""");

        assertThat(selection.types()).containsExactly(ObjectType.PACKAGE, ObjectType.COLLECTION);
        assertThat(Objects.requireNonNull(selection.clients()).smsIds()).containsExactly("GUID:A", "GUID:B");
        assertThat(CanonicalJson.write(selection))
                .isEqualTo("{\"types\":[\"PACKAGE\",\"COLLECTION\"],\"entityIds\":[3,7],"
                        + "\"clients\":{\"smsIds\":[\"GUID:A\",\"GUID:B\"]},"
                        + "\"packages\":[\"PS100001\",\"PS100002\"],\"distributionPoints\":[4],"
                        + "\"query\":null,\"except\":[],\"related\":null,\"takeover\":null}");
    }

    @Test
    void all_is_a_word() {
        JobSelection selection = read("{\"clients\": \"ALL\", \"packages\": \"ALL\"}");

        assertThat(Objects.requireNonNull(selection.clients()).all()).isTrue();
        assertThat(selection.packages().all()).isTrue();
        assertThat(CanonicalJson.read(CanonicalJson.write(selection), JobSelection.class))
                .isEqualTo(selection);
    }

    @Test
    void by_collection() {
        assertThat(Objects.requireNonNull(read("{\"clients\": {\"collectionId\": \"PS100014\"}}")
                                .clients())
                        .collectionId())
                .isEqualTo("PS100014");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"clients\": \"SOME\"}",
                "{\"clients\": {}}",
                "{\"clients\": {\"smsIds\": []}}",
                "{\"clients\": {\"smsIds\": [1]}}",
                "{\"clients\": {\"collectionId\": \"A\", \"smsIds\": [\"B\"]}}",
                "{\"packages\": \"SOME\"}",
                "{\"packages\": [1]}"
            })
    void refuses_what_it_does_not_understand(String json) {
        assertThatThrownBy(() -> read(json)).hasStackTraceContaining("is not understood");
    }

    private static JobSelection read(String json) {
        return CanonicalJson.read(json, JobSelection.class);
    }
}
