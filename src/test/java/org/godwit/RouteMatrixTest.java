package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.access.BuiltInRole;
import org.godwit.access.SignedInUser;
import org.godwit.security.Actor;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every route of the REST interface against every built-in role, somebody without any right, and nobody. Which rights a route
 * needs is read from the code: those named by the service methods that its controller method comes to.
 */
@IntegrationTest
class RouteMatrixTest {

    /** Takes a token of its own instead of a sign-in. */
    private static final String ENROL = "/api/v1/agents/enrol";

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    MockMvc mvc;

    /**
     * @param method of the route
     * @param path with numbers in place of its variables
     * @param rights all of which are needed
     */
    private record Route(HttpMethod method, String path, Set<Right> rights) {
        boolean reads() {
            return method == HttpMethod.GET;
        }
    }

    @Test
    void everyRouteLetsExactlyThoseInWhoHoldItsRights() throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<Integer, Integer> answers = new TreeMap<>();
        List<Route> routes = routes();
        for (Route route : routes) {
            for (BuiltInRole role : BuiltInRole.values()) {
                boolean may = role.rights().containsAll(route.rights());
                boolean mayNothing = route.rights().stream().noneMatch(role.rights()::contains);
                if (may && !route.reads()) {
                    continue; // it would be done
                }
                MockHttpServletResponse answer = ask(route, authentication(holding(role.title(), role.rights())));
                answers.merge(answer.getStatus(), 1, Integer::sum);
                boolean turnedAway = answer.getStatus() == 403 || answer.getStatus() == 401;
                // a body or parameter that is missing is found before the service is asked
                boolean refused = turnedAway || answer.getStatus() == 400;
                if (may && turnedAway || !may && mayNothing && !refused) {
                    wrong.add(role + " " + route + ": " + answer.getStatus());
                }
            }
            MockHttpServletResponse powerless = ask(route, authentication(holding("powerless", Set.of())));
            answers.merge(powerless.getStatus(), 1, Integer::sum);
            if (!route.rights().isEmpty() && powerless.getStatus() < 400) {
                wrong.add("powerless " + route + ": " + powerless.getStatus());
            }
            MockHttpServletResponse nobody = ask(route, authentication(null));
            answers.merge(nobody.getStatus(), 1, Integer::sum);
            if (nobody.getStatus() != 401 || !nobody.getContentAsString().contains("SIGN_IN_REQUIRED")) {
                wrong.add("nobody " + route + ": " + nobody.getStatus());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(500);
        assertThat(answers.get(403)).as("refusals for want of a right").isGreaterThan(100);
    }

    @Test
    void anAgentEnrolsWithItsTokenAndNothingElse() throws Exception {
        mvc.perform(request(HttpMethod.POST, ENROL)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                        {"token": "gdwa_guessed", "location": "PARIS", "name": "guess", "version": "1", "protocol": 1,
                         "publicKey": ""}"""))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("AGENT_TOKEN_INVALID"));
    }

    @Test
    void everyRouteComesToARightOrToOnesOwnThings() {
        assertThat(routes())
                .filteredOn(r -> r.rights().isEmpty())
                .extracting(Route::path)
                .allSatisfy(path -> assertThat(path).contains("/me"));
    }

    private MockHttpServletResponse ask(
            Route route, org.springframework.test.web.servlet.request.RequestPostProcessor who) throws Exception {
        MockHttpServletRequestBuilder request = request(route.method(), route.path());
        if (!route.reads()) {
            request.contentType(MediaType.APPLICATION_JSON).content("{}");
        }
        return mvc.perform(request.with(who)).andReturn().getResponse();
    }

    private static Authentication holding(String name, Set<Right> rights) {
        Set<String> authorities = rights.stream().map(Right::authority).collect(Collectors.toSet());
        Actor actor = new Actor(name, null, authorities, Set.of(Actor.SCOPE_ALL));
        return UsernamePasswordAuthenticationToken.authenticated(
                new SignedInUser(0, actor, false, Instant.EPOCH),
                null,
                authorities.stream().map(SimpleGrantedAuthority::new).toList());
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            for (String pattern : mapping.getPatternValues()) {
                if (pattern.startsWith("/api/") && !pattern.equals(ENROL)) {
                    Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                    assertThat(methods).as(pattern).isNotEmpty();
                    for (RequestMethod method : methods) {
                        routes.add(new Route(
                                method.asHttpMethod(), pattern.replaceAll("\\{[^}]+}", "987654321"), rights(handler)));
                    }
                }
            }
        });
        assertThat(routes).hasSizeGreaterThan(80);
        return routes;
    }

    /** Rights named by the service methods that the controller's method comes to, through its own package. */
    private static Set<Right> rights(HandlerMethod handler) {
        JavaClass controller = ArchitectureTest.CLASSES.get(handler.getBeanType());
        Deque<JavaMethod> open = new ArrayDeque<>();
        controller.getMethods().stream()
                .filter(m -> m.getName().equals(handler.getMethod().getName()))
                .filter(m -> m.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .toList()
                        .equals(Arrays.stream(handler.getMethod().getParameterTypes())
                                .map(Class::getName)
                                .toList()))
                .forEach(open::add);
        Set<Right> rights = EnumSet.noneOf(Right.class);
        Set<JavaMethod> seen = new HashSet<>();
        while (!open.isEmpty()) {
            JavaMethod method = open.pop();
            if (!seen.add(method)) {
                continue;
            }
            List<JavaCodeUnitAccess<?>> calls = new ArrayList<>(method.getMethodCallsFromSelf());
            calls.addAll(method.getMethodReferencesFromSelf());
            for (JavaCodeUnitAccess<?> call : calls) {
                targets(call.getTargetOwner(), call.getName()).forEach(target -> {
                    if (target.isAnnotatedWith(Requires.class)) {
                        rights.add(target.getAnnotationOfType(Requires.class).value());
                    } else if (target.getOwner().getPackageName().startsWith("org.godwit.api")) {
                        open.add(target);
                    }
                });
            }
        }
        return rights;
    }

    private static Stream<JavaMethod> targets(JavaClass owner, String name) {
        return Stream.concat(Stream.of(owner), owner.getAllRawSuperclasses().stream())
                .flatMap(c -> c.getMethods().stream())
                .filter(m -> m.getName().equals(name));
    }

    @Test
    void everyVerbThatChangesSomethingIsKeptFromTheReadOnlyAnalyst() {
        Map<Right, List<String>> byRight = new EnumMap<>(Right.class);
        routes().stream()
                .filter(r ->
                        !r.reads() && r.rights().stream().allMatch(BuiltInRole.READ_ONLY_ANALYST.rights()::contains))
                .forEach(r -> r.rights()
                        .forEach(right -> byRight.computeIfAbsent(right, k -> new ArrayList<>())
                                .add(r.method() + " " + r.path())));
        // asking for a preflight or for one's own password changes nothing of the migration's
        assertThat(byRight.values().stream().flatMap(List::stream).toList())
                .allMatch(r -> r.startsWith("POST") && r.matches(".*/(preflight|verify|plan|preview)"));
    }
}
