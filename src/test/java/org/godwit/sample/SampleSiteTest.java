package org.godwit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.godwit.shared.GodwitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleSiteTest {

    @TempDir
    Path directory;

    @Test
    void finds_the_site_it_made() {
        SampleSummary made = SampleSite.generate(SampleSpec.small(directory.resolve("site")));

        assertThat(SampleSite.find(directory.resolve("site"))).contains(made);
        assertThat(made.rows()).containsEntry("v_Site", 4L);
    }

    @Test
    void leaves_a_directory_alone_that_holds_something_else() throws Exception {
        Files.writeString(directory.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> SampleSite.generate(SampleSpec.small(directory)))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("SAMPLE_DIRECTORY_IN_USE"));
        assertThat(directory.resolve("mine.txt")).hasContent("mine");
    }
}
