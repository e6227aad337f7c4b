package assay.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import assay.testing.ShippedClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Determinism: no clock, thread, randomness or I/O in the domain and in workflow code. */
@AnalyzeClasses(
    packages = {"assay.domain", "assay.workflows"},
    importOptions = ShippedClasses.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule noClockNoRandomnessNoThreads =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.util.Random.class,
              java.security.SecureRandom.class,
              java.util.concurrent.ThreadLocalRandom.class,
              Thread.class,
              java.util.concurrent.Executor.class,
              java.time.Clock.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule noInputOutput =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.sql..", "java.net.http..", "java.nio.file..", "okhttp3..", "org.jdbi..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(java.io.File.class, java.net.Socket.class, java.net.URL.class);

  @ArchTest
  static final ArchRule theDomainStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("assay.domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.temporal..", "assay.workflows..");
}
