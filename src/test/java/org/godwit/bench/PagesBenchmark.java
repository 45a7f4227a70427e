package org.godwit.bench;

import java.io.ByteArrayInputStream;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.godwit.Godwit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * How long the console's pages take at the size of a large estate: a migrated sample, multiplied in the database to 800,000
 * clients, 10,000,000 audit events, 50,000 objects and 20,000 transfers. Each page is asked for over HTTP by one reader, and
 * its median counts; the slowest page is the figure. Also how much the first visit transfers. Filling the database takes most of
 * the time: with {@code -Dpages.data=DIRECTORY} it is kept there and found again.
 */
public final class PagesBenchmark {

    private static final long CLIENTS = Long.getLong("clients", 800_000);
    private static final long EVENTS = Long.getLong("events", 10_000_000);
    private static final long OBJECTS = Long.getLong("objects", 50_000);
    private static final int ROUNDS = 7;
    private static final double TOO_SLOW = 2_000;
    private static final String FILLED = "filled";
    private static final String PASSWORD = "Benchmark-Passw0rd-1";

    private final ServletWebServerApplicationContext server;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String address;

    private PagesBenchmark(ServletWebServerApplicationContext server) {
        this.server = server;
        this.address = "http://localhost:"
                + java.util.Objects.requireNonNull(server.getWebServer()).getPort();
    }

    public static void main(String[] args) throws Exception {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        String kept = System.getProperty("pages.data");
        Path dataDir = kept == null
                ? Files.createTempDirectory(target, "bench-pages")
                : Files.createDirectories(Path.of(kept).toAbsolutePath());
        boolean filled = Files.exists(dataDir.resolve(FILLED));
        try (ServletWebServerApplicationContext server = (ServletWebServerApplicationContext) SpringApplication.run(
                Godwit.class,
                "--godwit.data-dir=" + dataDir,
                "--godwit.bootstrap-admin-password=" + PASSWORD,
                "--godwit.network.allow-loopback=true",
                "--godwit.schedule.poll-interval=50ms",
                "--server.port=0",
                "--logging.level.root=WARN")) {
            if (!filled) {
                Volume.fill(server, dataDir.resolve("sample"), CLIENTS, EVENTS, OBJECTS);
                Files.createFile(dataDir.resolve(FILLED));
            }
            Volume.settle(server);
            new PagesBenchmark(server).run();
        } finally {
            if (kept == null) {
                FileSystemUtils.deleteRecursively(dataDir);
            }
        }
    }

    private void run() throws Exception {
        signIn();
        print("clients", CLIENTS, "records");
        print("audit_events", EVENTS, "events");
        print("objects", OBJECTS, "objects");
        Map<String, Double> times = new LinkedHashMap<>();
        for (String page : pages()) { // so that no page is the first that a fresh machine answers
            get(page);
        }
        for (String page : pages()) {
            times.put(page, time(page));
            System.out.printf(Locale.ROOT, "bench pages page %.1f ms %s%n", times.get(page), page);
        }
        print("pages", times.size(), "pages");
        print(
                "median_ms",
                median(times.values().stream().mapToDouble(Double::doubleValue).toArray()),
                "ms");
        print(
                "slowest_ms",
                times.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                "ms");
        double heaviest = 0;
        for (String page : pages()) {
            heaviest = Math.max(heaviest, cold(page) / 1000.0);
        }
        print("heaviest_cold_kb", heaviest, "kB");
    }

    private List<String> pages() throws Exception {
        String client =
                "/clients/" + URLEncoder.encode("GUID:00000001-0000-4000-8000-000000000001", StandardCharsets.UTF_8);
        List<String> pages = new ArrayList<>(List.of(
                "/",
                "/source-hierarchies",
                "/source-hierarchies/new",
                "/source-hierarchies/1",
                "/source-hierarchies/1/edit",
                "/source-hierarchies/1/finish",
                "/source-hierarchies/1/gatherings",
                "/source-hierarchies/1/gatherings/1",
                "/source-hierarchies/1/disclosure",
                "/source-hierarchies/1/distribution-points",
                "/catalogue",
                "/catalogue?page=900",
                "/catalogue?sort=name,desc",
                "/catalogue?type=PACKAGE&sort=lastChanged,desc",
                "/catalogue?name=office",
                "/catalogue?status=MIGRATED",
                "/catalogue/1/1",
                "/catalogue/1/exclusion-list",
                "/catalogue/1/not-migrated",
                "/catalogue?page=500",
                "/migration-jobs",
                "/migration-jobs/new",
                "/migration-jobs/1",
                "/migration-jobs/1/plan",
                "/migration-jobs/1/plan/comparison",
                "/migration-jobs/1/items",
                "/migration-jobs/1/log",
                "/clients",
                "/clients?page=8000",
                "/clients?page=15000",
                "/clients?sort=name&page=8000",
                "/clients?blocked=true",
                "/clients?blocked=false",
                "/clients?site=PS1",
                "/clients?site=PS1&blocked=true",
                "/clients?q=PC-7777",
                "/clients?q=7777",
                "/clients/inside?q=7777",
                "/clients/inside?q=7777&after=0:PC-5",
                "/clients?q=GUID:0000",
                "/clients?sort=name,desc",
                "/clients?sort=siteCode",
                client,
                "/clients/early-assignments",
                "/clients/blocked-by-site",
                "/client-waves",
                "/live-destination",
                "/source-hierarchies/1/reconciliations",
                "/reassignments",
                "/package-media",
                "/distribution-jobs",
                "/content-retirements",
                "/nodes",
                "/agents",
                "/content-transfers?point=1",
                "/content-transfers?job=1",
                "/operate",
                "/settings",
                "/help",
                "/help/console",
                "/distribution-points",
                "/distribution-points/1",
                "/content-transfers",
                "/content-transfers?status=COMPLETED&page=300",
                "/content-transfers?sort=bytes,desc",
                "/reports",
                "/reports/migration-jobs",
                "/reports/blocked-clients",
                "/alerts",
                "/audit-events",
                "/audit-events?page=100000",
                "/audit-events?page=199000",
                "/audit-events?actor=admin-7",
                "/audit-events?actor=nobody",
                "/audit-events?history=SIGN_INS",
                "/audit-events?history=REFUSALS",
                "/audit-events?history=REFUSALS&actor=nobody",
                "/audit-events?history=REFUSALS&actor=admin-7",
                "/audit-events?actor=admin-7&action=MIGRATION_JOB_CREATED",
                "/audit-events?object=MIGRATION_JOB",
                "/audit-events?action=SIGN_IN_SUCCEEDED",
                "/audit-events?object=MIGRATION_JOB:777",
                "/audit-events?object=777",
                "/audit-events?from=2026-06-01&to=2026-06-02",
                "/audit-events?actor=admin-7&from=2026-01-01",
                "/audit-segments",
                "/source-audit-archives",
                "/audit-events/" + Math.max(1, EVENTS / 2),
                "/job-creations",
                "/job-creations?page=20",
                "/job-creations?actor=admin-7",
                "/job-creations?reviewed=false&flag=LARGE",
                "/admin-users",
                "/admin-users/1",
                "/security-roles",
                "/security-roles/1",
                "/security-scopes",
                "/api-tokens",
                "/security-posture",
                "/admin-groups",
                "/admin-groups/new",
                "/account/second-factor",
                "/account/rights",
                "/search?q=PC-7777",
                "/search?q=office",
                "/search?q=nothing-like-this"));
        return pages;
    }

    /** Median in milliseconds; of a page that takes seconds, one look is enough. */
    private double time(String page) throws Exception {
        once(page);
        double second = once(page);
        if (second > TOO_SLOW) {
            return second;
        }
        double[] times = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            times[i] = once(page);
        }
        return median(times);
    }

    private double once(String page) throws Exception {
        long start = System.nanoTime();
        get(page);
        return (System.nanoTime() - start) / 1e6;
    }

    private void get(String page) throws Exception {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(address + page)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(page + " answers " + answer.statusCode());
        }
    }

    /** Bytes over the line for the page and all that it loads, with nothing in the browser's cache. */
    private long cold(String page) throws Exception {
        HttpResponse<byte[]> answer = compressed(page);
        String html = new String(
                new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes(), StandardCharsets.UTF_8);
        Set<String> assets = new LinkedHashSet<>();
        Matcher asset =
                Pattern.compile("(?:src|href)=\"(/(?:assets|webjars)/[^\"#]+)").matcher(html);
        while (asset.find()) {
            assets.add(asset.group(1));
        }
        long bytes = answer.body().length;
        for (String path : assets) {
            bytes += compressed(path).body().length;
        }
        return bytes;
    }

    private HttpResponse<byte[]> compressed(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private void signIn() throws Exception {
        String form = http.send(
                        HttpRequest.newBuilder(URI.create(address + "/login")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(form);
        if (!token.find()) {
            throw new IllegalStateException("the sign-in form has no CSRF token");
        }
        String body = "username=admin&password=" + PASSWORD + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        int status = http.send(
                        HttpRequest.newBuilder(URI.create(address + "/login"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 302) {
            throw new IllegalStateException("sign-in answers " + status);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String figure, double value, String unit) {
        System.out.printf(Locale.ROOT, "bench pages %s %.1f %s%n", figure, value, unit);
    }
}
