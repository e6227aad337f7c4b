package assay.workers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import assay.testing.ShippedClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may use whom: phases stand apart, SQL stays in the store and the desk, HTTP in model and web.
 */
@AnalyzeClasses(packages = "assay", importOptions = ShippedClasses.class)
class RoomsTest {
  private static final String[] PHASES = {
    "assay.activities.generation..",
    "assay.activities.prelabel..",
    "assay.activities.calibration..",
    "assay.activities.review..",
    "assay.activities.escalation..",
    "assay.activities.aggregation..",
    "assay.activities.export..",
    "assay.activities.campaign.."
  };

  @ArchTest
  static final ArchRule phasesDoNotKnowEachOther =
      slices()
          .matching(
              "assay.activities.(generation|prelabel|calibration|review|escalation|aggregation|export|campaign)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule whatPhasesStandOnDoesNotKnowThem =
      noClasses()
          .that()
          .resideInAnyPackage(
              "assay.activities.store..", "assay.activities.desk..", "assay.activities.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PHASES);

  @ArchTest
  static final ArchRule arrowsPointInwards =
      noClasses()
          .that()
          .resideInAnyPackage("assay.activities..", "assay.workflows..", "assay.domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("assay.workers..");

  @ArchTest
  static final ArchRule sqlOnlyInTheStoreAndTheDesk =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "assay.activities.store..", "assay.activities.desk..", "assay.workers.cli.stats..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.sql.Statement.class, java.sql.PreparedStatement.class, java.sql.ResultSet.class);

  @ArchTest
  static final ArchRule workflowsAreImplementedOnlyInWorkflows =
      classes()
          .that()
          .haveSimpleNameEndingWith("WorkflowImpl")
          .should()
          .resideInAPackage("assay.workflows..");
}
