package org.godwit.bench;

import java.util.Locale;

/**
 * Runs one benchmark by name: {@code ./mvnw -q -Pbench -Dbench=NAME verify}. Each prints lines of the form {@code bench NAME
 * FIGURE VALUE UNIT} and, for a ratio, the two measured values behind it.
 */
public final class Bench {

    private Bench() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 1 || !args[0].matches("[a-z]+")) {
            System.err.println(
                    "Name a benchmark: clients, gather, content, audit, plan, pages, cluster, scale, soak or start.");
            System.exit(2);
        }
        // sets what the embedded database takes from the JVM's properties when it is loaded
        Class.forName("org.godwit.Godwit");
        String type = "org.godwit.bench." + args[0].substring(0, 1).toUpperCase(Locale.ROOT) + args[0].substring(1)
                + "Benchmark";
        Class.forName(type).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }
}
