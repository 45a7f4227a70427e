package org.godwit.agent.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.godwit.security.RequestOrigin;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LastLinesTest {

    private static final Logger OWN = LoggerFactory.getLogger("org.godwit.agent.process.Orders");
    private static final Logger OTHER = LoggerFactory.getLogger("com.example.Driver");

    @Test
    void keepsWhatGodwitSaysAndWhatOthersWarnOfWithoutSecretsAndNotWithoutEnd() {
        LastLines lines = LastLines.listening();
        try (RequestOrigin.Bound bound = new RequestOrigin(null, "corr-1").bind()) {
            OWN.info("Order {} begins", 7);
            OWN.debug("not this");
            OTHER.info("nor this");
            OTHER.warn("jdbc:sqlserver://db;user=a;password=Hush-Hush1;x=y failed", new IllegalStateException("trace"));
        } finally {
            lines.end();
        }
        OWN.info("not heard any more");
        assertThat(lines.take())
                .extracting(LastLines.Line::severity, LastLines.Line::message, LastLines.Line::correlationId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("INFO", "Order 7 begins", "corr-1"),
                        org.assertj.core.groups.Tuple.tuple(
                                "WARN", "jdbc:sqlserver://db;user=a;password=[removed];x=y failed", "corr-1"));

        LastLines many = LastLines.listening();
        for (int i = 0; i < 1000; i++) {
            OWN.info("line {}", i);
        }
        many.end();
        assertThat(many.take())
                .hasSize(100)
                .first()
                .extracting(LastLines.Line::message)
                .isEqualTo("line 800");
        assertThat(many.take()).hasSize(100);
        assertThat(many.take()).isEmpty();
    }
}
