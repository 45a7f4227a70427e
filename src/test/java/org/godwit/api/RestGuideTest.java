package org.godwit.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Every curl command of the guides calls a route that there is, with its method, and sends JSON that is some. */
@IntegrationTest
class RestGuideTest {

    private static final Pattern CALL = Pattern.compile("(?ms)^ *curl ((?:[^\n]*\\\\\n)*[^\n']*(?:'[^']*'[^\n']*)*)");
    private static final Pattern ADDRESS = Pattern.compile("\\$G(/[^\\s\"'|]*)");
    private static final Pattern METHOD = Pattern.compile("-X ([A-Z]+)");
    private static final Pattern BODY = Pattern.compile("-d '([^']*)'");

    @Autowired
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes;

    @Test
    void everyCallFitsARoute() throws IOException {
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (Path page : pages()) {
            Matcher call = CALL.matcher(Files.readString(page));
            while (call.find()) {
                Matcher address = ADDRESS.matcher(call.group(1));
                if (!address.find()) {
                    continue;
                }
                calls++;
                Matcher given = METHOD.matcher(call.group(1));
                Matcher body = BODY.matcher(call.group(1));
                boolean sends = body.find();
                String method = given.find() ? given.group(1) : sends ? "POST" : "GET";
                String path = "/api/v1" + address.group(1).replaceAll("\\?.*", "");
                if (!fits(RequestMethod.valueOf(method), path)) {
                    wrong.add(page + ": " + method + " " + path);
                }
                if (sends && !json(body.group(1))) {
                    wrong.add(page + ": no JSON: " + body.group(1));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(calls).isGreaterThan(30);
    }

    private boolean fits(RequestMethod method, String path) {
        return routes.getHandlerMethods().keySet().stream().anyMatch(route -> {
            Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
            return (methods.isEmpty() || methods.contains(method))
                    && route.getPathPatternsCondition() != null
                    && route.getPathPatternsCondition().getPatterns().stream()
                            .anyMatch(pattern -> matches(pattern, path));
        });
    }

    private static boolean matches(PathPattern pattern, String path) {
        return pattern.matches(PathContainer.parsePath(path.replace("ID", "1")));
    }

    private static boolean json(String text) {
        try {
            return JsonMapper.shared().readTree(text).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of(Path.of("README.md")),
                            docs.filter(p -> p.toString().endsWith(".md")))
                    .toList();
        }
    }
}
