package org.godwit.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.godwit.shared.GodwitException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The documentation inside the console: the Markdown of {@code docs/}, which the jar brings along. */
@Controller
@RequestMapping("/help")
class DocPages {

    /** In the order in which one reads them. */
    static final List<String> PAGES = List.of(
            "glossary",
            "install",
            "operate",
            "scale",
            "agents",
            "sign-in",
            "accounts",
            "console",
            "object-types",
            "privacy",
            "threat-model",
            "configuration",
            "cli",
            "rest",
            "compared-with-configuration-manager",
            "sample-site",
            "architecture",
            "contributing",
            "benchmarks",
            "soak");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> DocPages::attributes)
            .build();

    /** @param title its first heading */
    record Doc(String name, String title, String html) {}

    @GetMapping
    String index(Model model) {
        model.addAttribute(
                "docs", PAGES.stream().filter(DocPages::exists).map(this::doc).toList());
        return "help/list";
    }

    @GetMapping("/{name}")
    String page(@PathVariable String name, Model model) {
        if (!NAME.matcher(name).matches() || !exists(name)) {
            throw GodwitException.notFound(
                    "DOCUMENTATION_NOT_FOUND",
                    "There is no such page of documentation.",
                    "The list shows what there is.");
        }
        model.addAttribute("doc", doc(name));
        return "help/show";
    }

    @GetMapping("/images/{name}.png")
    ResponseEntity<byte[]> image(@PathVariable String name) throws IOException {
        ClassPathResource image = new ClassPathResource("docs/images/" + name + ".png");
        if (!NAME.matcher(name).matches() || !image.exists()) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.maxAge(java.time.Duration.ofHours(1)))
                .body(image.getContentAsByteArray());
    }

    private static boolean exists(String name) {
        return resource(name).exists();
    }

    private static ClassPathResource resource(String name) {
        return new ClassPathResource("docs/" + name + ".md");
    }

    private Doc doc(String name) {
        try (InputStream text = resource(name).getInputStream()) {
            Node document = parser.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            String title = document.getFirstChild() instanceof Heading heading ? words(heading) : name;
            return new Doc(name, title, renderer.render(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Headings can be linked to; pages of the documentation lead to each other here; wide tables can be scrolled. */
    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading heading) {
            attributes.put("id", words(heading).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-"));
        }
        attributes.computeIfPresent("href", (key, href) -> inside(href));
        attributes.computeIfPresent("src", (key, src) -> "/help/" + src);
    }

    private static String inside(String href) {
        if (href.startsWith("#") || href.contains("://")) {
            return href;
        }
        String page = href.replaceFirst("^\\./", "");
        return page.matches("[a-z0-9-]+\\.md(#.*)?") ? "/help/" + page.replaceFirst("\\.md", "") : "/help";
    }

    private static String words(Node node) {
        StringBuilder words = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            words.append(
                    child instanceof Text text
                            ? text.getLiteral()
                            : child instanceof org.commonmark.node.Code code ? code.getLiteral() : words(child));
        }
        return words.toString();
    }
}
