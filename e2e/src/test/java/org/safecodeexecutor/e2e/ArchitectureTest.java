package org.safecodeexecutor.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows between packages, and what only a few of them may do.
class ArchitectureTest {
  private static final String ROOT = "org.safecodeexecutor.";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.safecodeexecutor");

  private static final Set<String> NEED_A_UNIT = Set.of("timeout", "memory", "size", "duration");

  @Test
  void apiKnowsNoOtherPackageOfTheProject() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "api..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.safecodeexecutor..")
                    .and(resideOutsideOfPackage(ROOT + "api.."))));
  }

  @Test
  void enginesKnowNothingOfPoolsAndCallers() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "pool..",
                ROOT + "local..",
                ROOT + "http..",
                ROOT + "server..",
                ROOT + "cli..",
                ROOT + "archive.."));
  }

  @Test
  void whatEnginesShareKnowsNoEngine() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                ROOT + "engine",
                ROOT + "engine.protocol",
                ROOT + "engine.warm",
                ROOT + "engine.container..",
                ROOT + "isolation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "engine.oci..", ROOT + "engine.cell..", ROOT + "engine.docker.."));
  }

  @Test
  void enginesDoNotKnowEachOther() {
    for (String engine : new String[] {"oci", "cell", "docker"}) {
      for (String other : new String[] {"oci", "cell", "docker"}) {
        if (!engine.equals(other)) {
          check(
              noClasses()
                  .that()
                  .resideInAPackage(ROOT + "engine." + engine + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage(ROOT + "engine." + other + ".."));
        }
      }
    }
  }

  @Test
  void imagesAndIsolationKnowNoCallers() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT + "image..", ROOT + "isolation..", ROOT + "pool..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "local..", ROOT + "http..", ROOT + "server..", ROOT + "cli.."));
  }

  @Test
  void callersKnowTheApiAndNoEngine() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(ROOT + "server..", ROOT + "http..", ROOT + "archive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "engine..", ROOT + "isolation..", ROOT + "pool.."));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("org.safecodeexecutor.(**)").should().beFreeOfCycles());
  }

  @Test
  void onlyFewPackagesStartProcesses() {
    // SECURITY: command injection — whoever can start a process on the host is listed here
    check(
        noClasses()
            .that(
                resideInAPackage("org.safecodeexecutor..")
                    .and(
                        not(
                            resideInAnyPackage(
                                ROOT + "isolation..",
                                ROOT + "engine..",
                                ROOT + "image..",
                                ROOT + "local..",
                                ROOT + "testkit.."))))
            .should()
            .dependOnClassesThat(assignableTo(ProcessBuilder.class)));
    check(noClasses().should().callMethod(Runtime.class, "exec", String.class));
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "cli..", ROOT + "testkit..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void libraryDependsOnTheJdkAndJsonOnly() {
    check(
        classes()
            .that()
            .resideInAnyPackage(
                ROOT + "api..",
                ROOT + "engine..",
                ROOT + "isolation..",
                ROOT + "pool..",
                ROOT + "image..",
                ROOT + "local..")
            .and()
            .resideOutsideOfPackage(ROOT + "engine.docker..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    "java..",
                    "javax..",
                    "tools.jackson..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..",
                    "org.safecodeexecutor..")));
  }

  @Test
  void quantitiesInTheApiCarryTheirUnit() {
    check(classes().that().resideInAPackage(ROOT + "api..").should(nameNoBareQuantity()));
  }

  private static ArchCondition<JavaClass> nameNoBareQuantity() {
    return new ArchCondition<>("have no int or long named like a quantity with a unit") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        bareQuantities(type.reflect())
            .forEach(name -> events.add(SimpleConditionEvent.violated(type, name)));
      }
    };
  }

  private static Stream<String> bareQuantities(Class<?> type) {
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> isBare(field.getType(), field.getName()))
            .map(field -> type.getName() + "." + field.getName());
    return Stream.concat(
        fields, Arrays.stream(type.getDeclaredMethods()).flatMap(ArchitectureTest::bareParameters));
  }

  private static Stream<String> bareParameters(Method method) {
    return Arrays.stream(method.getParameters())
        .filter(parameter -> isBare(parameter.getType(), parameter.getName()))
        .map(parameter -> method + " " + parameter.getName());
  }

  private static boolean isBare(Class<?> type, String name) {
    return (type == int.class || type == long.class)
        && NEED_A_UNIT.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(PRODUCT);
  }
}
