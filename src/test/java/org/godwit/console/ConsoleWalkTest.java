package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.godwit.agent.wire.Protocol;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.shared.GodwitProperties;
import org.godwit.testing.Browser;
import org.godwit.testing.BrowserTest;
import org.godwit.testing.Stepwise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One migration, done by three people in a real browser from the first sign-in to its end; each step looks at its pages in
 * passing, and one looks at every page, in the dark on a narrow screen and in the light on a wide one.
 */
@BrowserTest
@ExtendWith(Stepwise.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleWalkTest {

    private static final String ADMIN_PASSWORD = "Test-Admin-Passw0rd";
    private static final String FIRST_PASSWORD = "first-apple-river-stone";
    private static final String OWN_PASSWORD = "own-lemon-cloud-window";
    private static final String SOURCE = "Contoso";
    private static final String JOB = "Everything of Contoso";

    private final SampleSummary sample;
    private final Path destination;
    private final String address;
    private final JdbcClient jdbc;
    private final Clock clock;
    private Browser browser;
    private String jobPath = "";
    private String comparisonPath = "";

    ConsoleWalkTest(
            @LocalServerPort int port,
            @Autowired GodwitProperties godwit,
            @Autowired JdbcClient jdbc,
            @Autowired Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        Path data = godwit.dataDir().toAbsolutePath().normalize();
        address = "http://localhost:" + port;
        destination = data.resolve("destination");
        sample = SampleSite.generate(SampleSpec.standard(data.resolve("source"))
                .withClients(1_000)
                .withPackages(12)
                .withFiles(8, 20_000));
        browser = new Browser(address, false);
    }

    @BeforeAll
    void destination() throws Exception {
        Files.createDirectories(destination);
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    @Order(1)
    void theFirstAdministratorSignsInAndSeesWhatToDo() {
        browser.open("/");
        assertThat(browser.path()).isEqualTo("/login");
        assertThat(browser.faults()).isEmpty();

        browser.signIn("admin", "not the password");
        assertThat(browser.text()).contains("The user name or the password is not right.");

        browser.signIn("admin", ADMIN_PASSWORD);
        assertThat(browser.heading()).isEqualTo("Dashboard");
        assertThat(browser.text()).contains("No source hierarchy yet");
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    @Order(2)
    void aSourceHierarchyIsCheckedAndSaved() {
        browser.press("Specify source hierarchy");
        browser.fill("name", SOURCE);
        browser.press("Next");
        assertThat(browser.path()).as("a step that lacks something is not left").doesNotContain("#database");
        browser.fill("siteServer", sample.siteServer());
        browser.press("Next");
        browser.fill("jdbcUrl", sample.jdbcUrl().replace("CM_", "CM_NO_SUCH_"));
        browser.press("Check only");
        browser.await("#checks .tone-bad");
        assertThat(browser.faults()).isEmpty();
        browser.press("Next");
        browser.press("Back");

        browser.open("/source-hierarchies/new");
        browser.press(SOURCE);
        assertThat(browser.value("siteServer")).as("the draft").isEqualTo(sample.siteServer());
        browser.press("Next");
        browser.fill("jdbcUrl", sample.jdbcUrl());
        browser.press("Next");
        browser.await("#checks .checks .tone-warn, #checks details .tone-ok");
        browser.press("Next");
        browser.await("#classes details");
        assertThat(browser.text()).contains("People", "about people");
        assertThat(browser.ticked("dataClasses", "PEOPLE")).isFalse();
        assertThat(browser.faults()).isEmpty();
        browser.picture("data-disclosure");
        browser.press("Next");
        browser.await("#checks details .tone-ok");
        assertThat(browser.faults()).isEmpty();
        browser.press("Check and save");
        assertThat(browser.heading()).contains(SOURCE);
    }

    @Test
    @Order(3)
    void theFirstGatheringShowsItsEndByItself() {
        browser.await("#gathering .tone-ok");
        assertThat(browser.text()).contains("CAS", "PS1", "1,000");
        assertThat(browser.faults()).isEmpty();
        browser.picture("source-hierarchy");
    }

    @Test
    @Order(4)
    void contentLibrariesAndTheDestinationAreNamed() {
        browser.open(browser.path() + "/distribution-points");
        List<String> points = browser.links("table.list tbody th a");
        assertThat(points).hasSameSizeAs(sample.distributionPoints());
        for (String point : points) {
            browser.open(point);
            String server = browser.heading();
            SampleSummary.Library library = sample.distributionPoints().stream()
                    .filter(l -> l.serverName().equalsIgnoreCase(server))
                    .findFirst()
                    .orElseThrow();
            browser.fill("location.path", library.path());
            browser.press("Use this location");
            assertThat(browser.text()).contains("Content of " + server + " is read from the given location.");
        }
        browser.open("/distribution-points/new");
        browser.fill("name", "GDWDP1");
        browser.fill("location.path", destination.toString());
        browser.press("Create distribution point");
        assertThat(browser.heading()).isEqualTo("GDWDP1");
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    @Order(5)
    void colleaguesGetTheirRoles() {
        createUser("approver", "Job Approver");
        createUser("officer", "Security Officer");
        browser.open("/admin-users");
        assertThat(browser.text()).contains("approver", "Job Approver", "officer", "Security Officer");
    }

    @Test
    @Order(6)
    void aJobIsCreatedAndPlannedBeforeAnythingIsWritten() {
        browser.open("/migration-jobs/new");
        browser.fill("name", JOB);
        browser.press("Next");
        browser.fill("find", "Install Windows");
        browser.await("#found li:last-child [data-choose]");
        browser.click("#found li:last-child [data-choose]");
        browser.await("#along li");
        assertThat(browser.text()).contains("come along", "Boot image, needed by");
        assertThat(browser.faults()).isEmpty();
        browser.picture("job-wizard");
        browser.fill("find", "a");
        browser.await("#found p button");
        int first = browser.texts("#found li").size();
        browser.click("#found p button");
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(1))
                .until(() -> browser.texts("#found li").size() > first);
        for (String type : List.of("PACKAGE", "COLLECTION", "TASK_SEQUENCE", "BOUNDARY")) {
            browser.tick("types", type);
        }
        browser.click("details.part:nth-of-type(2) > summary");
        browser.choose("clients", "ALL");
        browser.click("details.part:nth-of-type(3) > summary");
        browser.choose("packages", "ALL");
        browser.press("Next");
        browser.awaitPath("draft=");

        browser.open("/migration-jobs/new");
        browser.press(JOB);
        browser.press("Next");
        assertThat(browser.ticked("types", "BOUNDARY")).as("the draft").isTrue();
        browser.press("Next");
        browser.press("Next");
        browser.press("Next");
        browser.await("#plan .note-box.ok");
        assertThat(browser.text()).contains("Nothing has been written", "Blocked, done first", "Packages to transfer");
        assertThat(browser.faults()).isEmpty();
        browser.press("Create migration job");
        jobPath = browser.path().replace("/plan", "");
        assertThat(browser.text())
                .contains("Objects, in the order of doing", "Blocked, done first", "Packages to transfer");
        assertThat(browser.text())
                .as("the creator cannot approve")
                .doesNotContain("Approve this plan")
                .contains("only somebody else can approve its plan");
        assertThat(browser.faults()).isEmpty();
        browser.picture("plan");

        browser.open("/clients");
        assertThat(browser.text()).contains("No client record yet");
    }

    @Test
    @Order(7)
    void anotherPersonApprovesThePlan() {
        firstSignIn("approver");
        browser.open("/migration-jobs");
        browser.press(JOB);
        browser.press("Plan");
        browser.press("Approve this plan");
        assertThat(browser.text()).contains("The plan is approved").contains("approver");
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    @Order(8)
    void theJobIsWatchedUntilItIsVerified() {
        browser.signOut();
        browser.signIn("admin", ADMIN_PASSWORD);
        browser.open("/migration-jobs");
        browser.press(JOB);
        browser.press("Start");
        browser.await("h1 .tone-ok, h1 .tone-bad");
        assertThat(browser.texts("h1 .badge-state")).containsExactly("Completed");
        assertThat(browser.text()).contains("Verification", "Verified");
        assertThat(browser.faults()).isEmpty();
        browser.picture("migration-job");
        browser.open("/");
        browser.picture("dashboard");
        browser.open(jobPath + "/items?cols=name,type,code&sort=name,desc");
        browser.fill("name", "install windows");
        browser.awaitPath("name=install%20windows");
        assertThat(browser.path()).contains("cols=", "sort=");
        assertThat(browser.texts("#rows tbody th")).isNotEmpty().allMatch(t -> t.contains("Install Windows"));
        assertThat(browser.texts("#rows thead th")).containsExactly("Name", "Type", "Reason code");
        assertThat(browser.faults()).isEmpty();
        browser.open(jobPath + "/plan?name=install%20windows");
        assertThat(browser.texts("#rows tbody th")).isNotEmpty().allMatch(t -> t.contains("Install Windows"));
    }

    @Test
    @Order(9)
    void aDistributionPointIsPlannedToBeReassignedAndItsPlansCompared() {
        browser.open("/migration-jobs/new");
        browser.fill("name", "Reassign one");
        browser.tick("type", "DISTRIBUTION_POINT");
        browser.press("Next");
        browser.await("#source-points input");
        browser.click("#source-points input");
        browser.choose("takeover.pauseBefore", "SWITCH");
        browser.click("#what details.part > summary");
        browser.press("By a query");
        browser.fill("query.name", "Windows");
        browser.choose("query.type", "PACKAGE");
        browser.press("Next");
        browser.press("Other security scopes for single types");
        browser.tick("details.typeScopes", "PACKAGE=Default");
        browser.press("Next");
        browser.choose("details.priority", "HIGH");
        browser.awaitPath("draft=");

        browser.open("/migration-jobs/new");
        browser.press("Reassign one");
        assertThat(browser.value("query.name")).as("the draft").isEqualTo("Windows");
        assertThat(browser.value("takeover.pauseBefore")).isEqualTo("SWITCH");
        assertThat(browser.value("details.priority")).isEqualTo("HIGH");
        assertThat(browser.ticked("details.typeScopes", "PACKAGE=Default")).isTrue();
        browser.press("Next");
        browser.press("Next");
        browser.press("Next");
        browser.press("Next");
        browser.await("#plan .note-box.ok");
        assertThat(browser.text()).contains("Distribution points to reassign", "What would be done, in this order");
        assertThat(browser.faults()).isEmpty();
        browser.press("Create migration job");
        assertThat(browser.heading()).contains("Reassign one");
        browser.press("What changed since");
        assertThat(browser.text()).contains("No earlier plan");
        browser.press("Plan");
        browser.press("Plan again");
        browser.press("What changed since");
        assertThat(browser.text()).contains("Nothing changed");
        assertThat(browser.faults()).isEmpty();
        comparisonPath = browser.path();
    }

    @Test
    @Order(9)
    void aBlockedClientIsStillBlocked() {
        browser.open("/clients");
        browser.choose("blocked", "true");
        browser.awaitPath("blocked=true");
        assertThat(browser.texts("#rows tbody td.block")).isNotEmpty().allMatch(t -> t.equals("Blocked"));
        browser.picture("blocked-clients");
        browser.open(browser.links("#rows tbody th a").get(0));
        assertThat(browser.text()).contains("The destination refuses this client");
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    @Order(10)
    void aSecurityOfficerFindsWhoCreatedTheJobAndThatTheTrailIsIntact() {
        browser.open("/source-hierarchies/1");
        browser.press("More");
        browser.press("Archive the audit of the source");
        assertThat(browser.text()).contains("of the audit of the source is being written");
        firstSignIn("officer");
        await().pollInSameThread().atMost(Duration.ofMinutes(1)).until(() -> {
            browser.open("/source-audit-archives");
            return browser.text().contains("Sealed");
        });
        browser.press("Verify");
        assertThat(browser.text()).contains("is intact: it is what was sealed");
        assertThat(browser.links("main td a")).anyMatch(link -> link.contains("/content"));
        assertThat(browser.faults()).isEmpty();
        browser.picture("source-audit-archives");
        browser.open("/job-creations");
        assertThat(browser.texts("#rows tbody tr")).hasSize(2);
        assertThat(browser.text()).contains(JOB, "admin", "approver");
        assertThat(browser.faults()).isEmpty();
        browser.picture("job-creation-review");
        browser.choose("reviewed", "false");
        browser.awaitPath("reviewed=false");
        browser.press("Save this review");
        browser.fill("name", "Not reviewed yet");
        browser.click(".confirm-body .btn-primary");
        assertThat(browser.text()).contains("The review Not reviewed yet is saved.");
        assertThat(browser.path()).contains("reviewed=false");
        assertThat(browser.faults()).isEmpty();
        browser.press("Remove this review");
        browser.click(".confirm-body .btn-danger");
        assertThat(browser.text()).contains("The saved review is removed.");
        browser.open("/audit-events");
        browser.press("Verify the trail");
        assertThat(browser.text()).contains("The trail is intact");
        browser.picture("audit-trail");
        browser.open("/clients");
        assertThat(browser.text()).as("an officer sees no migrated data").contains("403");
    }

    @Test
    @Order(11)
    void everyPageIsInOrderInBothThemesNarrowAndWide() {
        agentAtWork("PARIS");
        browser.close();
        browser = new Browser(address, true);
        browser.open("/login");
        long cold = browser.transferred();
        browser.signIn("admin", ADMIN_PASSWORD);
        assertThat(cold + browser.transferred())
                .as("bytes of the first visit, nothing in the browser's cache")
                .isBetween(10_000L, 300_000L);
        browser.picture("dashboard-dark");
        look(1024);
        browser.open("/clients");
        browser.onPaper(true);
        assertThat(browser.style("body", "color")).as("ink on paper").startsWith("rgba(23, 35, 42");
        assertThat(browser.style(".table-wrap", "overflow-x")).isEqualTo("visible");
        assertThat(browser.style(".pick-col", "display")).isEqualTo("none");
        browser.onPaper(false);
        assertThat(browser.style("body", "color")).startsWith("rgba(228, 235, 238");
        browser.close();
        browser = new Browser(address, false);
        browser.signIn("admin", ADMIN_PASSWORD);
        look(1440);
    }

    @Test
    @Order(12)
    void everythingThatMattersWorksWithoutScripts() {
        try (Browser plain = Browser.withoutScripts(address)) {
            plain.signIn("admin", ADMIN_PASSWORD);
            assertThat(plain.heading()).isEqualTo("Dashboard");

            plain.open("/clients");
            plain.choose("blocked", "true");
            plain.press("Apply");
            assertThat(plain.path()).contains("blocked=true");
            assertThat(plain.texts("#rows tbody td.block")).isNotEmpty().allMatch(t -> t.equals("Blocked"));

            plain.open("/source-hierarchies/new");
            plain.fill("name", "Fabrikam");
            plain.fill("siteServer", "cas.fabrikam.example");
            plain.fill("jdbcUrl", sample.jdbcUrl());
            plain.press("Check only");
            assertThat(plain.text()).contains("Another source hierarchy has the same site codes");
            plain.press("Count at the source");
            assertThat(plain.texts("#classes details")).isNotEmpty();
            plain.press("Save as draft");
            assertThat(plain.text()).contains("The draft is kept for you.");
            assertThat(plain.value("name")).isEqualTo("Fabrikam");

            plain.open("/migration-jobs/new");
            plain.fill("name", "Boundaries");
            plain.tick("types", "BOUNDARY");
            plain.press("Review the plan");
            assertThat(plain.text()).contains("Nothing has been written");
            plain.tick("when", "NOW");
            plain.press("Create migration job");
            assertThat(plain.heading()).contains("Boundaries");
            plain.await("h1 .tone-ok"); // the page of a running job asks for itself again
        }
    }

    @Test
    @Order(13)
    void whatIsPressedBeforeTheScriptsHaveComeWorksAsAPlainForm() {
        browser.holdScriptsBack(true);
        browser.open("/clients");
        assertThat(browser.texts("#rows tbody tr")).isNotEmpty();
        browser.fill("q", "no such client");
        browser.enter("q");
        assertThat(browser.path()).contains("q=no+such+client");
        assertThat(browser.texts("#rows tbody tr")).isEmpty();

        browser.open("/agents");
        browser.fill("location", "PARIS");
        browser.press("Make a token");
        assertThat(browser.text()).contains("--location PARIS");

        browser.holdScriptsBack(false);
        browser.open("/clients");
        browser.faults(); // what was held back is complained of by the browser
        browser.open("/agents");
        assertThat(browser.faults()).isEmpty();
        browser.open("/agents/locations/PARIS");
        assertThat(browser.faults()).isEmpty();
        String source = browser.value("source");
        browser.click("input[name=source]");
        browser.click("input[name=point]");
        browser.fill("pointsAtATime", "2");
        browser.press("Save location");
        assertThat(browser.text()).contains("The location PARIS is saved.").contains("2 points at a time");
        browser.open("/agents/locations/PARIS");
        assertThat(browser.ticked("source", source)).isTrue();
    }

    @Test
    @Order(14)
    void listsAreBroughtUpToDateInBulkAfterAPreview() {
        browser.open("/content-transfers?job=" + jobPath.substring(jobPath.lastIndexOf('/') + 1));
        assertThat(browser.texts(".lanes svg"))
                .as("a lane for each distribution point")
                .hasSize(1);
        browser.picture("content-transfers");
        browser.click("td.pick-col input");
        browser.press("Retry");
        assertThat(browser.text()).contains("Nothing to try again");
        whatIsTickedStaysTickedWhileThePageIsBroughtUpToDate();
        browser.open("/migration-jobs?cols=name,source,finishedAt");
        assertThat(browser.texts("table.list thead th")).hasSize(3);
        browser.open("/clients?cols=name,smsId&sort=name,desc");
        for (String blocked : List.of("true", "false")) { // the second time by what the first one brought
            browser.choose("blocked", blocked);
            browser.awaitPath("blocked=" + blocked);
            assertThat(browser.path()).contains("cols=name%2CsmsId", "sort=name%2Cdesc");
            assertThat(browser.texts("#rows thead th")).containsExactly("", "Name", "SMSID");
        }
        browser.open("/alerts");
        assertThat(browser.faults()).isEmpty();
    }

    private void whatIsTickedStaysTickedWhileThePageIsBroughtUpToDate() {
        long transfer = jdbc.sql("SELECT MIN(id) FROM content_transfer")
                .query(Long.class)
                .single();
        String status = jdbc.sql("SELECT status FROM content_transfer WHERE id = ?")
                .param(transfer)
                .query(String.class)
                .single();
        jdbc.sql("UPDATE content_transfer SET status = 'RUNNING' WHERE id = ?")
                .param(transfer)
                .update();
        browser.open("/content-transfers");
        String ticked = browser.value("id");
        browser.tick("id", ticked);
        jdbc.sql("UPDATE content_transfer SET status = ?, attempts = 77 WHERE id = ?")
                .params(status, transfer)
                .update();
        await().pollInSameThread()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> browser.ticked("id", ticked));
        browser.tick("id", ticked);
        browser.click("h1");
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(1))
                .until(() -> browser.texts("#live .tone-run").isEmpty());
    }

    @Test
    @Order(15)
    void whatIsSearchedForIsFoundByItsNameOrLedToByItsId() {
        browser.open("/search?q=gdwdp1");
        assertThat(browser.texts("main table.list tbody th")).contains("GDWDP1");
        assertThat(browser.faults()).isEmpty();
        browser.open("/search?q=" + jobPath.substring(jobPath.lastIndexOf('/') + 1));
        assertThat(browser.texts("main table.list tbody th").get(0)).startsWith(JOB);
        browser.open("/clients?cols=smsId");
        String smsId = browser.texts("#rows tbody td.mono").get(0);
        browser.open("/search?q=" + smsId.toLowerCase(Locale.ROOT));
        assertThat(browser.path()).startsWith("/clients/GUID");
        assertThat(browser.text()).contains(smsId);
    }

    @Test
    @Order(15)
    void manyPointsAreFoundByTheirNamesAndTickedTogether() {
        for (int i = 1; i <= 12; i++) {
            jdbc.sql("INSERT INTO distribution_point (name, site_code, location, created_at, modified_at, [version])"
                            + " SELECT :name, site_code, :location, created_at, modified_at, 0 FROM distribution_point"
                            + " WHERE name = 'GDWDP1'")
                    .param("name", "PARIS" + i)
                    .param("location", "{\"kind\":\"SMB\",\"server\":\"paris" + i + "\",\"share\":\"SCCMContentLib$\"}")
                    .update();
        }
        browser.open("/distribution-jobs");
        browser.type("[data-pick-find]", "paris 1");
        assertThat(browser.texts("fieldset:first-of-type .pick li:not([hidden])"))
                .containsExactly("PARIS1", "PARIS10", "PARIS11", "PARIS12");
        browser.press("Tick all shown");
        assertThat(browser.texts("[data-pick-count]")).startsWith("4", "0");
        assertThat(browser.text()).doesNotContain("None has this in its name.");
        browser.type("[data-pick-find]", "9");
        assertThat(browser.text()).contains("None has this in its name.");
        browser.press("Untick all shown");
        assertThat(browser.texts("[data-pick-count]"))
                .as("what is not shown stays as it is")
                .startsWith("4", "0");
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    @Order(16)
    void theHierarchyIsFinished() {
        browser.open("/source-hierarchies");
        browser.press(SOURCE);
        browser.press("More");
        browser.press("Finish migration");
        assertThat(browser.text()).contains("Stops gathering of", "Removes credentials");
        assertThat(browser.faults()).isEmpty();
        browser.press("Finish migration");
        assertThat(browser.texts("h1 .badge-state")).containsExactly("Finished");
    }

    private void createUser(String name, String role) {
        browser.open("/admin-users/new");
        browser.fill("name", name);
        browser.fill("password", FIRST_PASSWORD);
        browser.tick("role", role);
        browser.press("Create administrative user");
        assertThat(browser.text()).contains("The user " + name + " is created");
        assertThat(browser.faults()).isEmpty();
    }

    private void firstSignIn(String user) {
        browser.signOut();
        browser.signIn(user, FIRST_PASSWORD);
        assertThat(browser.path()).isEqualTo("/account/password");
        browser.fill("current", FIRST_PASSWORD);
        browser.fill("wanted", OWN_PASSWORD);
        browser.fill("repeated", OWN_PASSWORD);
        browser.press("Change password");
        browser.awaitPath("/login?changed");
        assertThat(browser.text()).contains("Your password is changed.");
        browser.signIn(user, OWN_PASSWORD);
    }

    private void look(int width) {
        browser.width(width);
        List<String> pages = List.of(
                "/",
                "/source-hierarchies",
                "/source-hierarchies/new",
                "/source-hierarchies/1",
                "/source-hierarchies/1/edit",
                "/source-hierarchies/1/gatherings",
                "/source-hierarchies/1/gatherings/1",
                "/source-hierarchies/1/disclosure",
                "/source-hierarchies/1/distribution-points",
                "/catalogue",
                "/catalogue/1/1",
                "/catalogue?source=1&site=PS1",
                "/catalogue/1/exclusion-list",
                "/catalogue/1/not-migrated",
                "/migration-jobs",
                "/migration-jobs/new",
                jobPath,
                jobPath + "/plan",
                comparisonPath,
                jobPath + "/items",
                jobPath + "/log",
                "/clients",
                "/clients/early-assignments",
                "/clients/blocked-by-site",
                "/distribution-points",
                "/distribution-points/1",
                "/content-transfers",
                "/live-destination",
                "/client-waves",
                "/source-hierarchies/1/reconciliations",
                "/source-hierarchies/1/finish",
                "/reassignments",
                "/package-media",
                "/distribution-jobs",
                "/content-retirements",
                "/nodes",
                "/agents",
                "/agents/1",
                "/agents/locations/PARIS",
                "/operate",
                "/settings",
                "/help",
                "/help/console",
                "/help/compared-with-configuration-manager",
                "/reports",
                "/reports/migration-jobs",
                "/alerts",
                "/audit-events",
                "/audit-events/1",
                "/audit-events?history=SIGN_INS",
                "/audit-events?history=REFUSALS",
                "/audit-events?history=SOURCE_READS",
                "/audit-segments",
                "/job-creations",
                "/source-audit-archives",
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
                "/search?q=contoso");
        assertThat(pages).allSatisfy(page -> {
            browser.open(page);
            assertThat(browser.texts("main h1")).hasSize(1);
            assertThat(browser.faults()).isEmpty();
        });
    }

    /** The embedded database has no agents: its rows are what an enrolled one would have left. */
    private void agentAtWork(String location) {
        OffsetDateTime now = OffsetDateTime.now(clock);
        jdbc.sql("INSERT INTO agent_location (name, server_may_help, megabytes_per_second, points_at_a_time)"
                        + " VALUES (?, 1, 5, 0)")
                .param(location)
                .update();
        jdbc.sql("""
                        INSERT INTO agent (name, location, public_key, database_user, enrolled_at, enrolled_by)
                        VALUES ('paris-files-1', ?, X'00', 'nobody', ?, 'admin')""").param(location).param(now).update();
        jdbc.sql("""
                        INSERT INTO agent_beat (agent_id, at, godwit_version, protocol, running, bytes_done,
                            bytes_per_second, said, in_maintenance)
                        VALUES (1, ?, '1.0.0', ?, 1, 734003200, 5242880, ?, 0)""")
                .param(now.plusHours(1))
                .param(Protocol.NUMBER)
                .param("\\\\fs2.paris.contoso.example\\SCCMContentLib$ cannot be reached: No route to host.")
                .update();
        jdbc.sql("""
                        INSERT INTO agent_order (location, kind, run_id, distribution_point_id, body, state, agent_id, refused_by,
                            bytes_done, created_at)
                        VALUES (?, 'TRANSFER', 999, 1, '{}', 'TAKEN', 1, '', 104857600, ?)""").param(location).param(now).update();
        for (String line : List.of(
                "Agent paris-files-1 serves PARIS",
                "Order 17 begins",
                "Order 16 cannot be done from here: \\\\fs2.paris.contoso.example\\SCCMContentLib$ cannot be reached")) {
            jdbc.sql("INSERT INTO agent_log (agent_id, at, severity, message, correlation_id) VALUES (1, ?, ?, ?, ?)")
                    .param(now)
                    .param(line.contains("cannot") ? "WARN" : "INFO")
                    .param(line)
                    .param("0f8fad5b-d9cb-469f-a165-70867728950e")
                    .update();
        }
    }
}
