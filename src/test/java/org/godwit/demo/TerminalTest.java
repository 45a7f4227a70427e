package org.godwit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void a_pipe_gets_one_plain_line_for_each_phase() {
        Terminal.Line line = terminal(false).begin("Migration");
        line.progress("CLIENTS", 0.1, "100 of 1,000");
        line.progress("CLIENTS", 0.2, "200 of 1,000");
        line.progress("CONTENT", -1, "");
        line.done("COMPLETED");

        assertThat(text().lines())
                .hasSize(3)
                .allSatisfy(l -> assertThat(l).doesNotContain("\r", "\u001B"))
                .anySatisfy(l -> assertThat(l).contains("CLIENTS  10 % 100 of 1,000"))
                .anySatisfy(l -> assertThat(l).contains("COMPLETED"));
    }

    @Test
    void a_terminal_gets_one_line_that_moves() {
        Terminal.Line line = terminal(true).begin("Migration");
        line.progress("CLIENTS", 0.5, "500 of 1,000");
        line.done("COMPLETED");

        assertThat(text().split("\n", -1)).hasSize(2);
        assertThat(text()).contains("\r", "############------------  50 %", "COMPLETED");
    }

    private Terminal terminal(boolean moving) {
        return new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), moving, false, false);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
