package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Holds docs/console.md to the console: what it promises is there, and nothing of the built-in tool is forgotten. */
class ConsolePageTest {

    private static final Pattern ADDRESS = Pattern.compile("`(/[a-zA-Z0-9{}/-]*)`");

    @Test
    void everyScreenAndReportOfTheBuiltInToolHasItsPlace() throws IOException {
        assertThat(page())
                .contains(
                        "Administration > Migration (dashboard)",
                        "Source Hierarchy node",
                        "Shared Distribution Points",
                        "Data Gathering Status dialog",
                        "Specify Source Hierarchy",
                        "Configure credentials",
                        "Gather Data Now",
                        "Stop Gathering Data",
                        "Clean Up Migration Data",
                        "Edit Exclusion List",
                        "Start, Properties, Create",
                        "Content Ownership, Security Scope, Collection Limiting, Site Code Replacement",
                        "Review Information",
                        "Migration Jobs node",
                        "Summary",
                        "Objects in Job",
                        "Distribution Point Migration node",
                        "Clients in exclusion list",
                        "Dependency on a Configuration Manager collection",
                        "Migration job properties",
                        "| Migration jobs |",
                        "Objects that failed to migrate",
                        "v_MIG_",
                        "migmctrl.log",
                        "distmgr.log",
                        "SMSProv.log",
                        "SMS_MIGRATION_MANAGER");
    }

    @Test
    void everyPageItNamesExists() throws Exception {
        Set<String> named = new TreeSet<>();
        Matcher address = ADDRESS.matcher(page());
        while (address.find()) {
            named.add(address.group(1));
        }
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(routes()).containsAll(named);
    }

    private static Set<String> routes() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        Set<String> routes = new TreeSet<>();
        for (var found : scanner.findCandidateComponents("org.godwit.console")) {
            Class<?> type = Class.forName(Objects.requireNonNull(found.getBeanClassName()));
            RequestMapping above = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
            String prefix = above == null || above.path().length == 0 ? "" : above.path()[0];
            for (var method : type.getDeclaredMethods()) {
                RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                    routes.add(prefix + (mapping.path().length == 0 ? "" : mapping.path()[0]));
                }
            }
        }
        return routes;
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/console.md"));
    }
}
