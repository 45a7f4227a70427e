package org.godwit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Service;

/** The rules that hold the house up; their numbers are those of docs/architecture.md. */
class ArchitectureTest {

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.godwit");

    private static final Set<Class<?>> TIMES = Set.of(
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Clock.class);

    @Test
    void rule1ModulesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(Godwit.class).verify();
    }

    @Test
    void rule1PackagesOfAModuleFormNoCycle() {
        slices().matching("org.godwit.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void rule2FrontDoorsHoldNoSql() {
        noClasses()
                .that()
                .resideInAnyPackage("org.godwit.api..", "org.godwit.console..", "org.godwit.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "org.springframework.jdbc..",
                        "org.springframework.data..",
                        "org.springframework.transaction..")
                .check(CLASSES);
    }

    @Test
    void rule2FrontDoorsDoNotKnowEachOther() {
        slices().matching("org.godwit.(*)..")
                .namingSlices("$1")
                .that(new DescribedPredicate<>("are front doors") {
                    @Override
                    public boolean test(com.tngtech.archunit.library.dependencies.Slice slice) {
                        return Set.of("api", "console", "cli", "demo").contains(slice.getNamePart(1));
                    }
                })
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void rule3EntitiesStayInTheirModule() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void rule3ServicesHandOutNoEntities() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Service.class)
                .should()
                .notHaveRawReturnType(DescribedPredicate.describe("an entity", c -> c.isAnnotatedWith(Entity.class)))
                .check(CLASSES);
    }

    @Test
    void rule4SqlIsHeldByStoresAndQueries() {
        DescribedPredicate<JavaClass> mayHoldSql = resideInAnyPackage("org.godwit.site.sql..", "org.godwit.sample..")
                .or(DescribedPredicate.describe(
                        "belong to a store or to queries", c -> outermost(c).matches(".*(Store|Queries)")))
                .or(assignableTo("org.h2.api.Trigger"));
        noClasses()
                .that(DescribedPredicate.not(mayHoldSql))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.springframework.jdbc.core..")
                        .or(DescribedPredicate.describe(
                                "drivers", c -> c.getPackageName().startsWith("com.microsoft.sqlserver"))))
                .check(CLASSES);
    }

    @Test
    void rule5ContentKnowsNeitherSpringNorJpa() {
        noClasses()
                .that()
                .resideInAPackage("org.godwit.content..")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta.persistence..", "org.hibernate..", "java.sql..")
                .check(CLASSES);
    }

    @Test
    void rule7TimeComesFromAnInjectedClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.godwit.shared.ClockConfiguration")
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe("asks the machine for the time", ArchitectureTest::asksForTime))
                .check(CLASSES);
    }

    @Test
    void rule8OnlyTerminalCommandsWriteToTheTerminal() {
        noClasses()
                .that(resideOutsideOfPackage("org.godwit.cli..")
                        .and(resideOutsideOfPackage("org.godwit.sample.."))
                        .and(resideOutsideOfPackage("org.godwit.demo..")))
                .and()
                .doNotHaveFullyQualifiedName("org.godwit.Godwit")
                .and()
                .doNotHaveFullyQualifiedName("org.godwit.access.FirstSignInNotice")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void rule9EveryPackageIsNullMarked() {
        for (JavaClass type : CLASSES) {
            assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                    .as("package " + type.getPackageName() + " of " + type.getSimpleName())
                    .isTrue();
        }
    }

    private static boolean asksForTime(JavaMethodCall call) {
        boolean noClockGiven =
                call.getTarget().getRawParameterTypes().stream().noneMatch(p -> p.isEquivalentTo(Clock.class));
        boolean now = TIMES.stream().anyMatch(t -> call.getTargetOwner().isEquivalentTo(t))
                && (call.getName().equals("now") || call.getName().startsWith("system"));
        boolean millis = call.getTargetOwner().isEquivalentTo(System.class)
                && call.getName().equals("currentTimeMillis");
        return (now && noClockGiven) || millis;
    }

    private static String outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getSimpleName();
    }
}
