package org.godwit.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The grants that admins run are those that preflight asks for. */
class SourceLoginScriptTest {

    @ParameterizedTest
    @EnumSource
    void grantsWhatTheRightNeeds(SourceRight right) throws Exception {
        String script = Files.readString(Path.of("deploy", "sql", "source-login.sql"));

        assertThat(script).contains("RIGHT_" + right.name());
        assertThat(right.views()).allSatisfy(view -> assertThat(script).contains("('" + view + "')"));
    }
}
