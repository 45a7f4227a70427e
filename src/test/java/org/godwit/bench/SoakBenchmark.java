package org.godwit.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.testing.H2Databases;
import org.godwit.testing.ServerProcess;
import tools.jackson.databind.JsonNode;

/**
 * A day in minutes: the server's clock is put forward ten minutes at a time, 144 times, between gatherings, jobs, transfers,
 * validations, sign-ins and refused requests of a day. After each hour it is measured what a leak would show in; the run fails
 * if something grew that must not. {@code -Dhours=24} is the length; the result is written to docs/soak.md.
 */
public final class SoakBenchmark {

    private static final String PASSWORD = "Soak-Test-Passw0rd";
    private static final int STEP_SECONDS = 600;
    private static final int STEPS_AN_HOUR = 6;
    private static final int WARM_HOURS = 4;
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    /** Tables that say what happened, and so grow with what happens. */
    private static final List<String> RECORDS = List.of(
            "audit_event",
            "migration_",
            "job_",
            "content_",
            "gathering",
            "alert",
            "client_",
            "idempot",
            "entity_",
            "progress_sample",
            "run_");

    private static final int PACKAGES = 40;
    private static final int FILES_A_PACKAGE = 20;

    /**
     * Tables that the load itself makes grow, with the most rows it can make, stated before anything is measured: each job has a
     * transfer for each package and distribution point, and each point holds each package's contents and files once.
     */
    private static final Map<String, ToLongFunction<Load>> BOUNDS = Map.of(
            "content_transfer", load -> load.jobPoints() * load.held().packages(),
            "stored_package", load -> load.points() * load.held().packages(),
            "content_evidence", load -> load.points() * load.held().contents(),
            "verified_file", load -> load.points() * load.held().files());

    private final Path home;
    private final Process process;
    private final ServerProcess server;
    private final String address;
    private final String jdbcUrl;
    private final List<Hour> hours = new ArrayList<>();
    private long requests;
    private long signIns;
    private Load load;

    /**
     * What was asked of the server so far.
     *
     * @param points distribution points
     * @param jobPoints distribution points that jobs brought content to, over all jobs
     * @param held what the source's packages hold
     */
    private record Load(long points, long jobPoints, SampleSummary.Content held) {}

    /** What was measured after an hour. */
    private record Hour(
            int hour,
            double heapMegabytes,
            long handles,
            double threads,
            double connections,
            long temporaryFiles,
            Map<String, Long> rows) {}

    private SoakBenchmark(Path home, Process process, int port, String jdbcUrl, SampleSummary.Content held) {
        this.load = new Load(0, 0, held);
        this.home = home;
        this.process = process;
        this.server = ServerProcess.attach(process.pid(), port, PASSWORD);
        this.address = "http://localhost:" + port;
        this.jdbcUrl = jdbcUrl;
    }

    public static void main(String[] args) throws Exception {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "soak");
        SampleSummary sample = SampleSite.generate(SampleSpec.standard(home.resolve("data/source"))
                .withClients(2_000)
                .withPackages(PACKAGES)
                .withFiles(FILES_A_PACKAGE, 20_000));
        int port = ServerProcess.freePort();
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        String jdbcUrl = H2Databases.inFile(home.resolve("data/db/godwit")) + ";AUTO_SERVER=TRUE";
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakServer.class.getName(),
                        "--server.port=" + port,
                        "--godwit.data-dir=" + home.resolve("data"),
                        "--godwit.content.roots=" + home,
                        "--spring.datasource.url=" + jdbcUrl,
                        "--godwit.network.allow-loopback=true",
                        "--spring.session.timeout=20s", // expires by real time, which here is short
                        "--godwit.schedule.poll-interval=200ms")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile());
        builder.environment().put("GODWIT_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
        Process process = builder.start();
        try {
            SoakBenchmark soak = new SoakBenchmark(home, process, port, jdbcUrl, sample.content());
            soak.awaitReady();
            soak.run(sample, Integer.getInteger("hours", 24));
        } finally {
            process.destroyForcibly();
        }
    }

    private void run(SampleSummary sample, int length) throws Exception {
        define(sample);
        long started = System.nanoTime();
        for (int step = 1; step <= length * STEPS_AN_HOUR; step++) {
            forward();
            signIns(step);
            if (step % STEPS_AN_HOUR == 0) {
                job(step / STEPS_AN_HOUR);
                int hour = step / STEPS_AN_HOUR;
                if (hour % 6 == 0) {
                    post("/distribution-points/1/verify");
                    post("/audit-events/verify");
                    post("/backups");
                }
                measure(hour);
            }
        }
        double minutes = (System.nanoTime() - started) / 6e10;
        List<String> findings = findings();
        Files.writeString(Path.of("docs", "soak.md"), report(length, minutes, findings));
        Hour last = hours.get(hours.size() - 1);
        System.out.printf(Locale.ROOT, "bench soak hours %d h%n", length);
        System.out.printf(Locale.ROOT, "bench soak heap_after_gc %.1f MB%n", last.heapMegabytes());
        System.out.printf(Locale.ROOT, "bench soak handles %d handles%n", last.handles());
        System.out.printf(Locale.ROOT, "bench soak findings %d findings%n", findings.size());
        findings.forEach(System.out::println);
        if (!findings.isEmpty()) {
            System.exit(1);
        }
    }

    private void awaitReady() throws Exception {
        for (int i = 0; i < 1200; i++) {
            try {
                if (server.send("GET", "/actuator/health/readiness", null, Map.of())
                                .status()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            if (!process.isAlive()) {
                throw new IllegalStateException(Files.readString(home.resolve("server.log")));
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new IllegalStateException("the server does not become ready");
    }

    private void define(SampleSummary sample) throws Exception {
        server.post(
                "/source-hierarchies",
                "{\"name\":\"Soak\",\"topLevelSite\":{\"siteServer\":\"" + sample.siteServer()
                        + "\",\"database\":{\"jdbcUrl\":\"" + sample.jdbcUrl()
                        + "\",\"account\":{\"kind\":\"COMPUTER_ACCOUNT\"}}},\"gatherEvery\":\"PT4H\"}");
        awaitIdle();
        for (JsonNode point :
                server.get("/source-hierarchies/1/distribution-points?size=100").path("items")) {
            for (SampleSummary.Library library : sample.distributionPoints()) {
                if (library.serverName()
                        .equalsIgnoreCase(point.path("serverName").asString())) {
                    server.put(
                            "/source-hierarchies/1/distribution-points/"
                                    + point.path("id").asLong() + "/location",
                            "{\"kind\":\"DIRECTORY\",\"path\":\"" + library.path() + "\"}");
                }
            }
        }
        point(1);
    }

    private void point(int number) throws Exception {
        Path path = Files.createDirectories(home.resolve("points/DP" + number));
        server.post(
                "/distribution-points",
                "{\"name\":\"DP" + number + "\",\"siteCode\":\"GDW\",\"location\":{\"kind\":\"DIRECTORY\",\"path\":\""
                        + path + "\"}}");
        load = new Load(load.points() + 1, load.jobPoints(), load.held());
    }

    /** Only while nothing runs: an execution whose heartbeat lies minutes back would rightly be taken for dead. */
    private void forward() throws Exception {
        awaitIdle();
        process.getOutputStream().write((STEP_SECONDS + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        TimeUnit.MILLISECONDS.sleep(600); // what has become due is picked
        awaitIdle();
    }

    private void awaitIdle() throws Exception {
        for (int quiet = 0; quiet < 3; ) {
            TimeUnit.MILLISECONDS.sleep(150);
            try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
                quiet = count(connection, "scheduled_tasks WHERE picked = 1") == 0 ? quiet + 1 : 0;
            }
        }
    }

    private void signIns(int step) throws Exception {
        for (int i = 0; i < 15; i++) {
            server.get("/clients?size=20&q=" + (char) ('A' + (step + i) % 26));
            server.get("/migration-jobs?size=20");
            requests += 2;
        }
        server.send(
                "POST",
                "/api/v1/clients/assignments",
                "{\"smsId\":\"GUID:6F1C0D2A-1111-2222-3333-" + String.format("%012d", step)
                        + "\",\"siteCode\":\"GDW\"}",
                Map.of());
        requests++;
        for (int i = 0; i < 3; i++) {
            consoleSession(i == 2);
        }
    }

    /** Signs in to the console, looks around and signs out; or is refused. */
    private void consoleSession(boolean wrongPassword) throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        String login = page(browser, "/login");
        form(browser, "/login", login, "username=" + (wrongPassword ? "nobody" : "admin") + "&password=" + PASSWORD);
        signIns++;
        if (!wrongPassword) {
            String home = page(browser, "/");
            page(browser, "/jobs");
            page(browser, "/clients");
            form(browser, "/logout", home, "");
        }
    }

    private String page(HttpClient browser, String path) throws Exception {
        requests++;
        return browser.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void form(HttpClient browser, String path, String page, String fields) throws Exception {
        Matcher csrf = CSRF.matcher(page);
        String token = csrf.find() ? URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) : "";
        requests++;
        browser.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields + "&_csrf=" + token))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /** Everything again, overwriting, every third time to a new distribution point: transfers as well. */
    private void job(int hour) throws Exception {
        if (hour % 3 == 0) {
            point(hour);
        }
        load = new Load(load.points(), load.jobPoints() + load.points(), load.held());
        long id = server.post(
                        "/migration-jobs",
                        "{\"name\":\"Hour " + hour
                                + "\",\"type\":\"OBJECT\",\"sourceHierarchyId\":1,\"select\":{\"types\":"
                                + "[\"PACKAGE\",\"COLLECTION\"],\"clients\":\"ALL\",\"packages\":\"ALL\"},"
                                + "\"conflict\":\"OVERWRITE\",\"schedule\":{\"when\":\"NOW\"}}")
                .path("id")
                .asLong();
        awaitIdle();
        JsonNode job = server.get("/migration-jobs/" + id);
        if (!job.path("status").asString().equals("COMPLETED")) {
            throw new IllegalStateException(job.toString());
        }
    }

    private void post(String path) throws Exception {
        server.post(path, "");
        awaitIdle();
    }

    private void measure(int hour) throws Exception {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        String metrics =
                server.send("GET", "/actuator/prometheus", null, Map.of()).body();
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                ResultSet tables =
                        connection.getMetaData().getTables(null, "dbo", "%", new String[] {"BASE TABLE", "TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                rows.put(table, count(connection, "\"" + table + "\""));
            }
        }
        long handles;
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            handles = open.count();
        }
        long temporary;
        try (Stream<Path> files = Files.walk(home.resolve("tmp"))) {
            temporary = files.filter(Files::isRegularFile).count();
        }
        hours.add(new Hour(
                hour,
                sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / 1e6,
                handles,
                sum(metrics, "jvm_threads_live_threads"),
                sum(metrics, "hikaricp_connections_active"),
                temporary,
                rows));
        System.out.println(line(hours.get(hours.size() - 1)));
    }

    private static long count(Connection connection, String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static double sum(String metrics, String prefix) {
        return metrics.lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What grew that must not, compared with the state after the first hours, when caches and pools are filled. */
    private List<String> findings() {
        List<String> findings = new ArrayList<>();
        Hour warm = hours.get(Math.min(WARM_HOURS, hours.size()) - 1);
        Hour last = hours.get(hours.size() - 1);
        if (last.heapMegabytes() > warm.heapMegabytes() * 1.15 + 10) {
            findings.add("The heap after a collection grew from " + mb(warm) + " to " + mb(last) + ".");
        }
        if (last.handles() > warm.handles() + 20) {
            findings.add("Open handles grew from " + warm.handles() + " to " + last.handles() + ".");
        }
        if (last.threads() > warm.threads() + 15) {
            findings.add("Threads grew from " + warm.threads() + " to " + last.threads() + ".");
        }
        if (last.connections() > 1) {
            findings.add(last.connections() + " connections are in use while nothing runs.");
        }
        if (last.temporaryFiles() > warm.temporaryFiles()) {
            findings.add("Temporary files grew to " + last.temporaryFiles() + ".");
        }
        last.rows().forEach((table, rows) -> {
            long before = warm.rows().getOrDefault(table, 0L);
            boolean record = RECORDS.stream().anyMatch(table.toLowerCase(Locale.ROOT)::startsWith)
                    || table.equalsIgnoreCase("client")
                    || table.toLowerCase(Locale.ROOT).startsWith("destination_")
                    || table.toLowerCase(Locale.ROOT).startsWith("distribution_")
                    || table.toLowerCase(Locale.ROOT).startsWith("stored_")
                    || table.toLowerCase(Locale.ROOT).startsWith("published_");
            double hoursBetween = last.hour() - warm.hour();
            ToLongFunction<Load> bound = BOUNDS.get(table.toLowerCase(Locale.ROOT));
            if (bound != null) {
                if (rows > bound.applyAsLong(load)) {
                    findings.add("The table " + table + " has " + rows + " rows, and the load makes "
                            + bound.applyAsLong(load) + " at most.");
                }
            } else if (!record && rows > before + Math.max(5, before / 10)) {
                findings.add("The table " + table + " grew from " + before + " to " + rows + " rows.");
            } else if (record && hoursBetween > 0) {
                double perHour = (rows - before) / hoursBetween;
                double atFirst = before / (double) warm.hour();
                if (perHour > atFirst * 2 + 20) {
                    findings.add(String.format(
                            Locale.ROOT,
                            "The table %s grows faster and faster: %.0f rows an hour at first, then %.0f.",
                            table,
                            atFirst,
                            perHour));
                }
            }
        });
        return findings;
    }

    private static String mb(Hour hour) {
        return String.format(Locale.ROOT, "%.1f MB", hour.heapMegabytes());
    }

    private static String line(Hour hour) {
        return String.format(
                Locale.ROOT,
                "| %d | %.1f | %d | %.0f | %.0f | %d | %,d | %,d | %,d | %,d |",
                hour.hour(),
                hour.heapMegabytes(),
                hour.handles(),
                hour.threads(),
                hour.connections(),
                hour.temporaryFiles(),
                rows(hour, "audit_event"),
                rows(hour, "scheduled_tasks"),
                rows(hour, "console_session"),
                hour.rows().values().stream().mapToLong(Long::longValue).sum());
    }

    private static long rows(Hour hour, String table) {
        return hour.rows().entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(table))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private String report(int length, double minutes, List<String> findings) {
        StringBuilder text = new StringBuilder("""
                # Soak

                `./mvnw -q -Pbench -Dbench=soak verify` runs a day in minutes: a server of its own (H2, heap 512 MB), whose clock is put
                forward by ten minutes at a time while it is idle, so that everything the clock causes (gatherings every four hours,
                watches, nightly validation and retention) happens as often as in that time. Between the steps come the requests, console
                sign-ins and sign-outs (every third one refused), an overwriting job with objects, clients and content every hour, every
                third one to a new distribution point, and every six hours a validation, an audit verification and a backup. It measures
                after each hour, after a full garbage collection, and fails if something grew that must not. This page is written by it.

                What must hold at the end, compared with the fourth hour, when caches and pools are filled:

                - heap after a collection at most 15 % and 10 MB more; at most 20 handles and 15 threads more; at most one connection in
                  use and no more temporary files;
                - tables that the load itself makes grow have no more rows than the load makes: `content_transfer` one for each package
                  and distribution point of each job, `stored_package` one for each package and point, `content_evidence` one for each
                  content, `verified_file` one for each of their files;
                - tables that record what happened (the audit trail, jobs and their items, gatherings, samples of progress) grow at most twice as fast as in
                  the first hours; all others keep their size within a tenth.

                """);
        text.append(String.format(
                Locale.ROOT,
                "Last run: %d simulated hours in %.0f minutes; %,d requests, %,d console sign-ins, %d jobs.%n%n",
                length,
                minutes,
                requests,
                signIns,
                length));
        text.append(String.format(
                Locale.ROOT,
                "%d distribution points at the end, %,d times brought up to date by jobs. ",
                load.points(),
                load.jobPoints()));
        text.append(
                findings.isEmpty()
                        ? "Nothing grew that must not.\n"
                        : "**Found:**\n\n- " + String.join("\n- ", findings) + "\n");
        text.append("""

                | hour | heap after GC, MB | handles | threads | connections in use | temporary files | audit events | scheduled tasks \
                | console sessions | rows in all tables |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        hours.forEach(hour -> text.append(line(hour)).append('\n'));
        text.append("""

                The audit trail is kept for good; alerts, gatherings and ended transfers are purged after `godwit.retention.keep-for`, jobs
                and what they migrated with the source's migration data.
                """);
        return text.toString();
    }
}
