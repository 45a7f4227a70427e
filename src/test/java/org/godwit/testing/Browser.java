package org.godwit.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that looks at the console: it knows what a page must never do (errors on its console, requests to
 * other hosts, violations of accessibility rules) and takes the pictures of the documentation.
 */
public final class Browser implements AutoCloseable {

    /** A form that is sent leaves the page some time after the click: until then the old page looks complete. */
    private static final String NOTE_LEAVING = """
            if (window.leaving === undefined) {
                window.leaving = false;
                window.addEventListener("submit", function (event) { window.leaving = !event.defaultPrevented; });
            }
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration WHILE_DRAWN = Duration.ofSeconds(20);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final String CHROMIUM = System.getProperty("godwit.test.chromium", "/usr/bin/chromium");
    private static final String DRIVER = System.getProperty("godwit.test.chromedriver", "/usr/bin/chromedriver");
    /** Pictures are written to docs/images only when asked for with {@code -Dgodwit.test.pictures=true}. */
    private static final boolean PICTURES = Boolean.getBoolean("godwit.test.pictures");

    private static final Pattern REQUESTED = Pattern.compile(
            "\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]+)\"", Pattern.DOTALL);
    private static final String AXE_RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: {type: 'tag', values:
                ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})
              .then(r => done(r.violations.map(v => v.id + ': ' + v.help + ' at '
                + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | '))));
            """;

    private static final String REPLACE_TEXT = """
            const [from, to] = arguments;
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(from, to);
            document.querySelectorAll('input').forEach(i => { i.value = i.value.replaceAll(from, to); });
            """;

    private final ChromeDriver driver;
    private final boolean scripts;
    private final String address;
    private final String axe;

    /**
     * @param address of the server, without a slash at the end
     * @param dark whether the reader's system is set to a dark theme
     */
    public Browser(String address, boolean dark) {
        this(address, dark, true);
    }

    /** A browser whose reader has switched scripts off. */
    public static Browser withoutScripts(String address) {
        return new Browser(address, false, false);
    }

    private Browser(String address, boolean dark, boolean scripts) {
        this.address = address;
        this.scripts = scripts;
        this.axe = axe();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en-GB",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));
        options.setCapability("goog:loggingPrefs", logs);
        if (!scripts) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(DRIVER))
                        .usingAnyFreePort()
                        .build(),
                options);
        width(1440);
    }

    public static boolean available() {
        return Files.isExecutable(Path.of(CHROMIUM)) && Files.isExecutable(Path.of(DRIVER));
    }

    public void width(int pixels) {
        driver.manage().window().setSize(new Dimension(pixels, 1000));
    }

    public void open(String path) {
        driver.get(address + path);
    }

    /** Path and query of the page that is shown. */
    public String path() {
        return Objects.requireNonNull(driver.getCurrentUrl()).substring(address.length());
    }

    public String heading() {
        return textOf("h1");
    }

    public String text() {
        return textOf("body");
    }

    private String textOf(String tag) {
        return onOnePage(() -> driver.findElement(By.tagName(tag)).getText());
    }

    private WebDriverWait waiting(Duration longest) {
        return new WebDriverWait(driver, longest, BETWEEN_LOOKS);
    }

    /** Looks again where the page was replaced meanwhile; the driver says so in more ways than one. */
    private <T> T onOnePage(Supplier<T> look) {
        return waiting(WHILE_DRAWN)
                .ignoring(WebDriverException.class)
                .until(d -> Optional.of(look.get())) // false is an answer too, and would be waited over
                .orElseThrow();
    }

    /** Does something to an element; finds it again where the page was brought up to date before it could be done. */
    private void on(By which, Consumer<WebElement> act) {
        waiting(WHILE_DRAWN).ignoring(StaleElementReferenceException.class).until(d -> {
            act.accept(d.findElement(which));
            return true;
        });
    }

    public void fill(String name, String value) {
        WebElement field = driver.findElement(By.name(name));
        field.clear();
        field.sendKeys(value);
    }

    /** Types into the first field that a selector finds, which may have no name. */
    public void type(String selector, String text) {
        on(By.cssSelector(selector), field -> field.sendKeys(text));
    }

    public void choose(String name, String value) {
        new Select(driver.findElement(By.name(name))).selectByValue(value);
    }

    /** Ticks the box or radio button with this name and value. */
    public void tick(String name, String value) {
        on(box(name, value), WebElement::click);
    }

    /** Clicks the first element that a selector finds. */
    public void click(String selector) {
        settleAfter(() -> on(By.cssSelector(selector), WebElement::click));
    }

    /** What stands in the field with this name. */
    public String value(String name) {
        return onOnePage(() -> String.valueOf(driver.findElement(By.name(name)).getDomProperty("value")));
    }

    /** Whether the box or radio button with this name and value is ticked. */
    public boolean ticked(String name, String value) {
        return onOnePage(() -> driver.findElement(box(name, value)).isSelected());
    }

    private static By box(String name, String value) {
        return By.cssSelector("input[name='" + name + "'][value='" + value + "']");
    }

    /** Presses the button, or follows the link, that bears exactly this text. */
    public void press(String text) {
        String quoted = "'" + text.replace("'", "") + "'";
        By bearer = By.xpath("//button[normalize-space()=" + quoted + "] | //a[normalize-space()=" + quoted
                + "] | //summary[normalize-space()=" + quoted + "]");
        Supplier<Optional<WebElement>> button = () -> driver.findElements(bearer).stream()
                .filter(WebElement::isDisplayed)
                .findFirst();
        WebDriverWait wait = waiting(WHILE_DRAWN);
        wait.ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "nothing to press bears '" + text + "' on " + path());
        wait.until(d -> button.get().isPresent());
        settleAfter(() -> wait.until(d -> {
            Optional<WebElement> found = button.get();
            found.ifPresent(WebElement::click);
            return found.isPresent();
        }));
    }

    private void settleAfter(Runnable act) {
        driver.executeScript(NOTE_LEAVING);
        WebElement page = driver.findElement(By.tagName("html"));
        act.run();
        if (!scripts) { // every button and link leads to another page, and no listener can say that it was sent
            waiting(PATIENCE).ignoring(WebDriverException.class).until(ExpectedConditions.stalenessOf(page));
        }
        waiting(PATIENCE)
                .until(d -> Boolean.TRUE.equals(
                        driver.executeScript("return !window.leaving && document.readyState === 'complete'")));
    }

    /** Waits until an element appears; pages that follow something bring it up to date by themselves. */
    public WebElement await(String selector) {
        return waiting(PATIENCE).until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    }

    /** Waits until the address holds this text. */
    public void awaitPath(String part) {
        waiting(PATIENCE).until(ExpectedConditions.urlContains(part));
    }

    public List<String> texts(String selector) {
        return onOnePage(() -> driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList());
    }

    /** Links to the places that a selector finds, as paths. */
    public List<String> links(String selector) {
        return onOnePage(() -> driver.findElements(By.cssSelector(selector)).stream()
                .map(e -> Objects.requireNonNull(e.getAttribute("href")).substring(address.length()))
                .toList());
    }

    public void signIn(String user, String password) {
        open("/login");
        fill("username", user);
        fill("password", password);
        press("Sign in");
    }

    public void signOut() {
        driver.manage().deleteAllCookies();
    }

    /** Bytes that came over the line for the page shown; what the browser had already does not count. */
    public long transferred() {
        return ((Number) Objects.requireNonNull(driver.executeScript("""
                        return performance.getEntriesByType('navigation')
                            .concat(performance.getEntriesByType('resource'))
                            .reduce((sum, e) => sum + e.transferSize, 0);
                        """))).longValue();
    }

    /** As if the server's scripts were still on their way: they are allowed, and not there. */
    public void holdScriptsBack(boolean held) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", held));
        driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", held ? List.of("*.js") : List.of()));
    }

    /** Presses Enter in a field. */
    public void enter(String name) {
        WebElement field = driver.findElement(By.name(name));
        settleAfter(() -> field.sendKeys(Keys.ENTER));
    }

    /** Presses Escape wherever the reader is. */
    public void escape() {
        driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    }

    /** The page as it would be printed, or again as it is shown. */
    public void onPaper(boolean printed) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", printed ? "print" : ""));
    }

    /** A property of the first element that a selector finds, as it is drawn. */
    public String style(String selector, String property) {
        return onOnePage(() -> driver.findElement(By.cssSelector(selector)).getCssValue(property));
    }

    /** Everything that is wrong with the page shown, and with what was loaded for it since the last question. */
    @SuppressWarnings("unchecked")
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                faults.add(entry.getMessage());
            }
        }
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            Matcher requested = REQUESTED.matcher(entry.getMessage());
            if (requested.find() && !requested.group(1).startsWith(address + "/")) {
                String url = requested.group(1);
                if (!url.startsWith("data:") && !url.startsWith("chrome") && !url.startsWith("about:")) {
                    faults.add("request to " + url);
                }
            }
        }
        driver.executeScript(axe);
        faults.addAll((List<String>) Objects.requireNonNull(driver.executeAsyncScript(AXE_RUN)));
        Long beyond = (Long) driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (beyond != null && beyond > 0) {
            faults.add("is wider than the window by " + beyond + " px");
        }
        return faults.stream().map(f -> path() + ": " + f).toList();
    }

    /** Takes a picture of the page for the documentation, if pictures were asked for; this checkout's path is not on it. */
    public void picture(String name) {
        if (!PICTURES) {
            return;
        }
        String checkout = Path.of("").toAbsolutePath().toString();
        driver.executeScript(REPLACE_TEXT, checkout, "/srv/godwit");
        try {
            Path file = Path.of("docs", "images", name + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver.executeScript(REPLACE_TEXT, "/srv/godwit", checkout); // what the form sends is what was entered
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
