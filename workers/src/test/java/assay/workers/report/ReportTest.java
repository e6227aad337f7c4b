package assay.workers.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.activities.calibration.CalibrationActivitiesImpl;
import assay.activities.store.JudgeVerdicts;
import assay.activities.store.Labels;
import assay.activities.store.ModelCall;
import assay.activities.store.ModelCalls;
import assay.activities.store.Scene;
import assay.activities.store.Verdicts;
import assay.domain.Decider;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.measure.Estimate;
import assay.domain.measure.bias.JudgeBias;
import assay.domain.policy.SettledLabel;
import assay.domain.policy.SpotChecks;
import assay.workers.control.CampaignService;
import assay.workers.control.CampaignStatus;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ReportTest {
  /** In every second pair A is longer by three characters, in the others B. */
  private static final List<Pair> PAIRS =
      IntStream.range(0, 60)
          .mapToObj(i -> i % 2 == 0 ? Scene.pair(i, "longer", "abc") : Scene.pair(i, "x", "four"))
          .toList();

  private static Scene scene() {
    return Scene.of(
        """
        models: {"<j>": {url: "http://127.0.0.1:1/v1"}}
        prelabel: {judges: ["<j>"], calibration_pairs: 20, accept_confidence: 0.7, spot_check: 0.333333}
        batch: {size: 20, window: 1}
        """,
        PAIRS);
  }

  private static void judged(Scene scene, int pair, String label, int confidence, int sampling) {
    Jdbi jdbi = scene.database.jdbi();
    PreferenceLabel said = PreferenceLabel.of(label);
    Map<Integer, Verdict> verdict =
        Map.of(pair, new Verdict(Verdict.Outcome.DECIDED, said, confidence, said.margin()));
    new JudgeVerdicts(jdbi).keep(1, "<j>", verdict);
    Verdicts verdicts = new Verdicts(jdbi);
    verdicts.keep(1, verdict);
    verdicts.use(1, Map.of(pair, new Verdicts.Used(pair < 20 ? 0 : 1, null, sampling)));
  }

  private static void answered(Scene scene, int pair, String order, String answer) {
    try {
      new ModelCalls(scene.database.jdbi())
          .keep(
              1,
              new ModelCall(
                  pair,
                  "judge",
                  "<j>/" + order,
                  1,
                  "<j>",
                  0.1,
                  1,
                  "",
                  answer,
                  "stop",
                  null,
                  10,
                  5,
                  BigDecimal.ZERO,
                  ""));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void labelled(Scene scene, int pair, String label, Decider decider) {
    new Labels(scene.database.jdbi())
        .save(
            1,
            pair / 20 + 1,
            List.of(
                new SettledLabel(
                    pair, PreferenceLabel.of(label), 1_000_000, 0, decider, Map.of())));
  }

  /**
   * The judge always prefers the longer response; people do in three of four pairs. Of the pairs
   * from 20 on every third was spot-checked. On every tenth pair the judge prefers what stands
   * first.
   */
  private static Scene told() {
    Scene scene = scene();
    for (int pair = 0; pair < 60; pair++) {
      String longer = pair % 2 == 0 ? "A>" : "B>";
      String people = pair % 8 < 6 ? longer : pair % 2 == 0 ? "B>" : "A>";
      boolean swayed = pair % 10 == 0;
      judged(scene, pair, longer, swayed ? 600_000 : 900_000, pair < 20 ? 1_000_000 : 333_333);
      answered(scene, pair, "ab", "VERDICT: " + (pair % 2 == 0 || swayed ? "A>B" : "B>A"));
      answered(
          scene,
          pair,
          "ba",
          (pair < 6 ? "Perhaps.\n" : "")
              + "VERDICT: "
              + (pair % 2 == 0 && !swayed ? "B>A" : "A>B"));
      boolean seen = pair < 20 || pair % 3 == 0;
      Decider decider =
          pair < 20
              ? Decider.HUMAN
              : !seen ? Decider.AI : people.equals(longer) ? Decider.SPOT_CHECK : Decider.EXPERT;
      labelled(scene, pair, seen ? people : longer, decider);
      if (pair == 19) {
        new CalibrationActivitiesImpl(scene.database.jdbi(), scene.campaigns).fit("scene", 1, 1, 1);
      }
    }
    return scene;
  }

  private static CampaignReport report(Scene scene) {
    CampaignStatus status =
        new CampaignService(
                scene.database.jdbi(),
                () -> {
                  throw new IllegalStateException("a report asks nothing of Temporal");
                },
                (name, model) -> Optional.empty(),
                Clock.systemUTC())
            .status("scene");
    return new ReportReader(scene.database.jdbi()).of(scene.campaign(), status);
  }

  private static double value(Estimate estimate) {
    return estimate.orNaN();
  }

  @Test
  void judgesAreHeldAgainstPeopleOnTheSamePairs() {
    try (Scene scene = told()) {
      JudgeBias bias = report(scene).judges().getFirst().bias();
      assertThat(bias.judged()).isEqualTo(60);
      assertThat(bias.labelled()).isEqualTo(33);
      assertThat(value(bias.longer())).isEqualTo(1);
      assertThat(value(bias.longerExcess()))
          .isCloseTo(1 - value(bias.peopleLonger()), within(1e-12));
      assertThat(value(bias.agreement())).isEqualTo(value(bias.peopleLonger()));
      assertThat(value(Objects.requireNonNull(bias.position()).flips())).isEqualTo(0.1);
      assertThat(value(Objects.requireNonNull(bias.position()).first())).isEqualTo(0.1);
      assertThat(value(Objects.requireNonNull(bias.position()).second())).isZero();
      assertThat(value(bias.hedged())).isEqualTo(0.1);
      assertThat(bias.own()).isInstanceOf(Estimate.Undefined.class);
    }
  }

  @Test
  void figuresCountWhatWasNotShownToPeople() {
    try (Scene scene = told()) {
      CampaignReport report = report(scene);
      assertThat(report.notices()).isEmpty();
      CampaignReport.Figure agreement = report.estimates().getLast();
      assertThat(agreement.what())
          .isEqualTo("people agree with the verdict as it stood when the pair was routed, by side");
      assertThat(agreement.pairs()).isEqualTo(60);
      assertThat(agreement.labelled()).isEqualTo(33);
      // People agree on three of four; plainly counted, on 25 of 33.
      assertThat(value(agreement.people())).isCloseTo(0.75, within(0.12));
      Estimate.Value people = (Estimate.Value) report.estimates().getFirst().people();
      Estimate.Value powered = (Estimate.Value) report.estimates().getFirst().powered();
      assertThat(powered.high() - powered.low()).isLessThan(people.high() - people.low());
      assertThat(report.versions().getFirst().quality()).isNotNull();
      assertThat(report.calibrations()).hasSize(1);
    }
  }

  @Test
  void thePageNeedsNothingElseAndShowsNamesAsTheyAre() {
    try (Scene scene = told()) {
      String page = ReportPage.of(report(scene));
      assertThat(page)
          .startsWith("<!doctype html>")
          .contains("<title>scene: report</title>", "<svg viewBox", "&lt;j&gt;", "Decisions")
          .contains("position: the orders do not agree")
          .doesNotContain("<j>", "src=", "href=", "http:", "NaN", "prefers its own response");
    }
  }

  @Test
  void theErrorOfWhatTheJudgesDecidedStandsOnThePage() {
    try (Scene scene = told()) {
      assertThat(ReportPage.of(report(scene))).doesNotContain("Spot checks found");
      for (int pair = 21; pair < 60; pair += 3) {
        scene.sql(
            "insert into item (campaign, batch, pair, stage, wanted, open)"
                + " values (1, %d, %d, 'spot_check', 1, false)".formatted(pair / 20 + 1, pair));
      }
      CampaignReport report = report(scene);
      assertThat(report.spotChecks()).isEqualTo(new SpotChecks(13, 3));
      assertThat(ReportPage.of(report))
          .contains(
              "<p>Spot checks found an error in 3 of 13 labels that the judges had decided:"
                  + " <b>23.1\u00a0%</b> (8.2\u00a0% to 50.3\u00a0%).</p>");
    }
  }

  /** Ten pairs decided by the judge alone, one that it had no word for, one without a verdict. */
  private static Scene alone() {
    Scene scene =
        Scene.of(
            """
            models: {"<j>": {url: "http://127.0.0.1:1/v1"}}
            prelabel: {judges: ["<j>"], calibration: none, accept_confidence: 0, spot_check: 0}
            """,
            PAIRS);
    for (int pair = 0; pair < 10; pair++) {
      judged(scene, pair, "A>", 900_000, 0);
      answered(scene, pair, "ab", "VERDICT: A>B");
      answered(scene, pair, "ba", "VERDICT: B>A");
      labelled(scene, pair, "A>", Decider.AI);
    }
    answered(scene, 10, "ab", "I would rather not say.");
    new JudgeVerdicts(scene.database.jdbi())
        .keep(1, "<j>", Map.of(10, Verdict.UNPARSABLE, 11, Verdict.UNREACHABLE));
    labelled(scene, 10, "A>", Decider.HUMAN);
    labelled(scene, 11, "B>", Decider.HUMAN);
    return scene;
  }

  @Test
  void whatNobodyCouldHaveCheckedGivesNoFigureOfTheWholeCampaign() {
    try (Scene scene = alone()) {
      CampaignReport report = report(scene);
      assertThat(report.estimates()).isEmpty();
      assertThat(report.notices())
          .containsExactly(
              "10 pairs were decided by judges with no chance of a check: no campaign figure can"
                  + " be given; set prelabel.spot_check");
      assertThat(ReportPage.of(report))
          .contains("Figures of the whole campaign", report.notices().getFirst())
          .doesNotContain("is preferred", "PPI++");
    }
  }

  @Test
  void pairsAndAnswersWithoutAVerdictAreCountedForEachJudge() {
    try (Scene scene = alone()) {
      CampaignReport report = report(scene);
      assertThat(report.judges().getFirst().answers())
          .isEqualTo(new CampaignReport.Answers(21, 1, 1, 1));
      assertThat(ReportPage.of(report))
          .contains(
              "<th scope=\"row\">pairs with a verdict</th><td>10</td>",
              "<th scope=\"row\">pairs without a usable answer</th><td>2 <small>1 of them not"
                  + " answered</small></td>",
              "<th scope=\"row\">answers</th><td>21</td>",
              "<th scope=\"row\">… without a verdict</th><td>1</td>")
          .doesNotContain("hedging", "where it did not");
    }
  }

  @Test
  void aShareOfNoneHasAnIntervalToo() {
    try (Scene scene = alone()) {
      Estimate.Value hedged = (Estimate.Value) report(scene).judges().getFirst().bias().hedged();
      assertThat(hedged.value()).isZero();
      assertThat(hedged.high()).isCloseTo(0.278, within(0.001));
    }
  }

  @Test
  void aCampaignWithoutJudgesHasAReportToo() {
    try (Scene scene = Scene.of("", PAIRS)) {
      for (int pair = 0; pair < 40; pair++) {
        labelled(scene, pair, pair % 4 == 0 ? "A>" : "B>", Decider.HUMAN);
      }
      CampaignReport report = report(scene);
      assertThat(report.judges()).isEmpty();
      assertThat(value(report.estimates().getFirst().people())).isEqualTo(0.25);
      assertThat(report.estimates()).hasSize(1);
      assertThat(ReportPage.of(report)).doesNotContain("Judges", "Decisions", "NaN");
    }
  }
}
