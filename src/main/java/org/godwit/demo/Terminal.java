package org.godwit.demo;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the demo shows: one line per step. On a terminal the line of the step that is being done moves; into a file or a pipe
 * only what matters is printed, each on a line of its own.
 */
final class Terminal {

    private static final int TITLE = 18;
    private static final int BAR = 24;
    private static final int REMARK = 50;
    private static final int WIDTH = 100;
    private static final long QUIET_NANOS = 5_000_000_000L;
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String BOLD = "1";
    private static final String FAINT = "2";

    private final PrintStream out;
    private final boolean moving;
    private final boolean colours;
    private final boolean unicode;

    Terminal(PrintStream out, boolean moving, boolean colours, boolean unicode) {
        this.out = out;
        this.moving = moving;
        this.colours = colours;
        this.unicode = unicode;
    }

    /** The process's own standard output. */
    static Terminal standard() {
        Map<String, String> environment = System.getenv();
        boolean terminal = isTerminal() && !"dumb".equals(environment.get("TERM"));
        String charset = System.getProperty(
                "stdout.encoding",
                System.getProperty("native.encoding", Charset.defaultCharset().name()));
        boolean unicode = charset.toUpperCase(Locale.ROOT).startsWith("UTF");
        return new Terminal(System.out, terminal, terminal && !environment.containsKey("NO_COLOR"), unicode);
    }

    /** Since Java 22 there is a console object without a terminal too, and a method that tells. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    void print(String text) {
        out.println(text);
    }

    /** Something that went wrong, below the line of the step that it stopped. */
    void problem(String text) {
        out.println();
        wrapped(text, WIDTH).forEach(line -> out.println("  " + styled(RED, line)));
    }

    void heading(String text) {
        out.println();
        out.println("  " + styled(BOLD, text));
        out.println();
    }

    /** A row of the closing table: a group, what is counted, the figure, and a remark, which may need several lines. */
    void row(String group, String what, String figure, String remark) {
        String start = String.format(Locale.ROOT, "  %-9s %-20s %12s   ", group, what, figure);
        for (String line : wrapped(remark, REMARK)) {
            out.println((start + line).stripTrailing());
            start = " ".repeat(start.length());
        }
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width && rest.lastIndexOf(' ', width) > 0) {
            int at = rest.lastIndexOf(' ', width);
            lines.add(rest.substring(0, at));
            rest = rest.substring(at + 1);
        }
        lines.add(rest);
        return lines;
    }

    Line begin(String title) {
        Line line = new Line(title);
        line.update("");
        return line;
    }

    private String styled(String style, String text) {
        return colours ? "\u001B[" + style + "m" + text + "\u001B[0m" : text;
    }

    /** The line of one step. */
    final class Line {

        private final String title;
        private final long started = System.nanoTime();
        private long printed = started;
        private String phase = "";

        private Line(String title) {
            this.title = title;
        }

        /** Shows how far the step is. */
        synchronized void update(String text) {
            if (moving) {
                out.print("\r  " + styled(FAINT, unicode ? "…" : ".") + " " + titled() + text + " "
                        + styled(FAINT, seconds()) + "\u001B[K");
                out.flush();
            }
        }

        /**
         * Shows how far a phase of the step is.
         *
         * @param fraction 0 to 1; negative while unknown
         */
        synchronized void progress(String currentPhase, double fraction, String text) {
            if (moving) {
                update(String.format(Locale.ROOT, "%-15s ", currentPhase) + bar(fraction) + " " + text);
                return;
            }
            long now = System.nanoTime();
            if (!currentPhase.equals(phase) || now - printed > QUIET_NANOS) {
                phase = currentPhase;
                printed = now;
                String percent = fraction < 0 ? "" : String.format(Locale.ROOT, " %3.0f %%", fraction * 100);
                out.println(("  . " + titled() + currentPhase + percent + " " + text).stripTrailing());
            }
        }

        void done(String text) {
            end(styled(GREEN, unicode ? "✓" : "+"), text);
        }

        void failed(String text) {
            end(styled(RED, unicode ? "✗" : "!"), text);
        }

        private synchronized void end(String mark, String text) {
            out.println((moving ? "\r" : "") + "  " + mark + " " + titled() + text + "  " + styled(FAINT, seconds())
                    + (moving ? "\u001B[K" : ""));
        }

        private String titled() {
            return String.format(Locale.ROOT, "%-" + TITLE + "s", title);
        }

        private String seconds() {
            return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - started) / 1e9);
        }

        private String bar(double fraction) {
            if (fraction < 0) {
                return " ".repeat(BAR + 7);
            }
            int full = (int) Math.round(Math.min(1, fraction) * BAR);
            String drawn = (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : "-").repeat(BAR - full);
            return styled(GREEN, drawn) + String.format(Locale.ROOT, " %3.0f %%", fraction * 100);
        }
    }
}
