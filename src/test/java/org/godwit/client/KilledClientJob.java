package org.godwit.client;

import static org.godwit.client.SourceClients.client;
import static org.godwit.client.SourceClients.smsId;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.godwit.client.ClientMigration.Run;
import org.godwit.shared.RunControl;
import org.godwit.site.SourceClient;
import org.jspecify.annotations.Nullable;

/** The client part of a job in a JVM of its own, which says a line at each step and can be killed there. */
final class KilledClientJob implements AutoCloseable {

    static final long RUN = 4711;

    private static final int CLIENTS = 3_000;
    private static final int CHUNK = 50;
    private static final String STEP = "step";
    private static final String DONE = "done";

    private final Process process;
    private final BufferedReader output;

    private KilledClientJob(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Blocks first and migrates what was gathered; what an earlier one has done is gone on with. */
    public static void main(String[] args) {
        try (ClientLab lab = new ClientLab(args[0], new ClientProperties(CHUNK), Clock.systemUTC())) {
            FakeSource source = source(Long.parseLong(args[1]));
            Run run = run();
            lab.migration.blockFirst(run, source, new Steps());
            lab.migration.migrate(run, source, new Steps());
            System.out.println(DONE);
        }
    }

    private static void step() {
        System.out.println(STEP);
    }

    static Run run() {
        return new Run(1, RUN, ClientLab.HIERARCHY, ClientSelection.everyone());
    }

    /** The same rows for the same seed; some blocked, some twice, some left out. */
    static FakeSource source(long seed) {
        Random random = new Random(seed);
        List<SourceClient> rows = new ArrayList<>();
        for (long n = 1; n <= CLIENTS; n++) {
            boolean duplicate = n > 10 && random.nextInt(20) == 0;
            rows.add(client(n)
                    .smsId(duplicate ? smsId(n - 10) : smsId(n))
                    .obsolete(random.nextInt(30) == 0)
                    .blocked(random.nextInt(15) == 0)
                    .build());
        }
        return new FakeSource().put(rows);
    }

    static KilledClientJob start(String jdbcUrl, long seed) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledClientJob.class.getName(),
                jdbcUrl,
                Long.toString(seed));
        return new KilledClientJob(
                builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /**
     * Lets it go so many steps and kills it as kill -9 does.
     *
     * @return false if it was done before
     */
    boolean killAfter(int steps) throws IOException {
        int left = steps;
        for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(DONE)) {
                process.onExit().join();
                return false;
            }
            if (line.equals(STEP) && --left == 0) {
                process.destroyForcibly().onExit().join();
                return true;
            }
        }
        throw new AssertionError("the job ended without being done, with "
                + process.onExit().join().exitValue());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static final class Steps implements RunControl {

        @Override
        public boolean stopRequested() {
            step();
            return false;
        }

        @Override
        public void progress(String phase, long done, long total, long bytesDone, long bytesTotal) {
            step();
        }
    }
}
