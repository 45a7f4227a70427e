package org.godwit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Requires;
import org.godwit.security.RequiresSignIn;
import org.godwit.security.Right;
import org.godwit.security.RunAs;
import org.godwit.security.SystemOnly;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/** Rule 6: every public service method names the right it needs, and every writing one audits. */
class RightsTest {

    private static final Set<String> FRONT_DOORS = Set.of("api", "console", "cli", "demo");
    private static final Set<String> READING = Set.of("READ", "EXPORT", "VERIFY");

    @Test
    void everyPublicServiceMethodSaysWhoMayCallIt() {
        Set<String> silent = new TreeSet<>();
        services().flatMap(RightsTest::publicMethods).forEach(method -> {
            if (!named(method, Requires.class) && !named(method, RequiresSignIn.class) && !systemOnly(method)) {
                silent.add(method.getFullName());
            }
        });
        assertThat(silent)
                .as("public service methods with neither @Requires, @RequiresSignIn nor @SystemOnly")
                .isEmpty();
    }

    @Test
    void frontDoorsCallOnlyWhatChecksARight() {
        Set<String> unguarded = new TreeSet<>();
        for (JavaClass door : ArchitectureTest.CLASSES) {
            if (!FRONT_DOORS.contains(module(door))) {
                continue;
            }
            for (JavaAccess<?> call : door.getMethodCallsFromSelf()) {
                JavaClass owner = call.getTargetOwner();
                boolean runsAs =
                        owner.isEquivalentTo(RunAs.class) && module(door).equals("demo");
                if (!module(owner).isEmpty() && !FRONT_DOORS.contains(module(owner)) && isBean(owner) && !runsAs) {
                    Optional<JavaMethod> target = Stream.concat(
                                    Stream.of(owner), owner.getAllRawSuperclasses().stream())
                            .flatMap(c -> c.getMethods().stream())
                            .filter(m -> m.getName().equals(call.getName()))
                            .findFirst();
                    boolean guarded = target.map(m -> named(m, Requires.class) || named(m, RequiresSignIn.class))
                            .orElse(false);
                    if (!guarded) {
                        unguarded.add(
                                door.getName() + " calls " + call.getTarget().getFullName());
                    }
                }
            }
        }
        assertThat(unguarded).as("calls of front doors that check no right").isEmpty();
    }

    @Test
    void everyWritingServiceMethodAudits() {
        Set<String> unaudited = new TreeSet<>();
        services().flatMap(RightsTest::publicMethods).forEach(method -> {
            Optional<Right> right = right(method);
            if (right.isPresent()
                    && !READING.contains(right.get().verb())
                    && !method.getName().matches("(list|get|find|preflight).*")
                    && !reaches(method, AuditTrail.class)) {
                unaudited.add(method.getFullName());
            }
        });
        assertThat(unaudited)
                .as("writing service methods that never come to the audit trail")
                .isEmpty();
    }

    @Test
    void everyRightIsAskedForSomewhere() {
        Set<Right> asked = new HashSet<>();
        ArchitectureTest.CLASSES.stream()
                .flatMap(c -> c.getMethods().stream())
                .forEach(m -> right(m).ifPresent(asked::add));
        assertThat(asked).containsAll(List.of(Right.AUDIT_READ, Right.ADMIN_USER_MODIFY, Right.API_TOKEN_CREATE));
    }

    private static Stream<JavaClass> services() {
        return ArchitectureTest.CLASSES.stream().filter(c -> c.isAnnotatedWith(Service.class));
    }

    private static Stream<JavaMethod> publicMethods(JavaClass type) {
        return type.getMethods().stream()
                .filter(m -> m.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(m -> !m.getModifiers().contains(JavaModifier.STATIC))
                .filter(m -> !m.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(m -> !m.getModifiers().contains(JavaModifier.BRIDGE));
    }

    /** On the method itself or on the method of an interface that it implements. */
    private static boolean named(JavaMethod method, Class<? extends java.lang.annotation.Annotation> annotation) {
        return declarations(method).anyMatch(m -> m.isAnnotatedWith(annotation));
    }

    private static boolean systemOnly(JavaMethod method) {
        return declarations(method)
                .anyMatch(
                        m -> m.isAnnotatedWith(SystemOnly.class) || m.getOwner().isAnnotatedWith(SystemOnly.class));
    }

    private static Optional<Right> right(JavaMethod method) {
        return declarations(method)
                .filter(m -> m.isAnnotatedWith(Requires.class))
                .map(m -> m.getAnnotationOfType(Requires.class).value())
                .findFirst();
    }

    private static Stream<JavaMethod> declarations(JavaMethod method) {
        Stream<JavaMethod> inherited = method.getOwner().getAllRawInterfaces().stream()
                .flatMap(i -> i.getMethods().stream())
                .filter(m -> m.getName().equals(method.getName())
                        && m.getRawParameterTypes().size()
                                == method.getRawParameterTypes().size());
        return Stream.concat(Stream.of(method), inherited);
    }

    /** Whether a method comes, through any calls within the program, to one of the given type. */
    private static boolean reaches(JavaMethod from, Class<?> type) {
        Deque<JavaMethod> open = new ArrayDeque<>(List.of(from));
        Set<JavaMethod> seen = new HashSet<>();
        while (!open.isEmpty()) {
            JavaMethod method = open.pop();
            if (!seen.add(method)) {
                continue;
            }
            for (var call : method.getAccessesFromSelf()) {
                if (call.getTargetOwner().isAssignableTo(type)) {
                    return true;
                }
                if (call.getTargetOwner().getPackageName().startsWith("org.godwit")) {
                    implementations(call.getTargetOwner(), call.getName()).forEach(open::push);
                }
            }
        }
        return false;
    }

    private static Stream<JavaMethod> implementations(JavaClass owner, String name) {
        return Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
                .flatMap(c -> c.getMethods().stream())
                .filter(m -> m.getName().equals(name));
    }

    private static boolean isBean(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getAllSubclasses().stream())
                .anyMatch(c -> c.isMetaAnnotatedWith(Component.class) || c.isAnnotatedWith(Component.class));
    }

    private static String module(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("org.godwit.")) {
            return "";
        }
        String rest = name.substring("org.godwit.".length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
