package assay.activities.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.Calibrations;
import assay.activities.store.CampaignStore;
import assay.activities.store.JudgeVerdicts;
import assay.activities.store.Labels;
import assay.activities.store.Scene;
import assay.activities.store.Verdicts;
import assay.domain.Decider;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.SettledLabel;
import assay.domain.policy.SpotChecks;
import assay.workflows.CalibrationActivities.Fitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationActivitiesTest {
  private static final List<Pair> PAIRS =
      IntStream.range(0, 60).mapToObj(i -> Scene.pair(i, "a" + i, "b" + i)).toList();

  private static Scene scene(String prelabel) {
    return Scene.of(
        "models: {j: {url: 'http://127.0.0.1:1/v1'}}\n"
            + "prelabel: {judges: [j], calibration: isotonic, calibration_pairs: 20, "
            + prelabel
            + "}\nbatch: {size: 10, window: 1}\n",
        PAIRS);
  }

  private static CalibrationActivitiesImpl activities(Scene scene) {
    return new CalibrationActivitiesImpl(scene.database.jdbi(), scene.campaigns);
  }

  private static Verdict sure(int confidence) {
    return new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, confidence, 1_000_000);
  }

  private static void judged(Scene scene, int pair, int confidence, int rule) {
    Map<Integer, Verdict> verdict = Map.of(pair, sure(confidence));
    new JudgeVerdicts(scene.database.jdbi()).keep(1, "j", verdict);
    Verdicts verdicts = new Verdicts(scene.database.jdbi());
    verdicts.keep(1, verdict);
    verdicts.use(1, Map.of(pair, new Verdicts.Used(rule, null, 1_000_000)));
  }

  private static void labelled(Scene scene, int pair, PreferenceLabel label, Decider decider) {
    new Labels(scene.database.jdbi())
        .save(
            1,
            pair / 10 + 1,
            List.of(new SettledLabel(pair, label, 1_000_000, 0, decider, Map.of())));
  }

  /** Pairs 0 to 19: of the unsure half 5 are right, of the sure half 9. */
  private static void calibrating(Scene scene) {
    for (int pair = 0; pair < 20; pair++) {
      boolean sure = pair % 2 == 0;
      boolean right = sure ? pair != 18 : pair < 10;
      judged(scene, pair, sure ? 900_000 : 600_000, 0);
      labelled(
          scene,
          pair,
          right ? PreferenceLabel.A_MUCH_BETTER : PreferenceLabel.B_BETTER,
          pair == 3 ? Decider.EXPERT : Decider.HUMAN);
    }
  }

  private static CalibrationSnapshot snapshot(Fitted fitted) {
    return Objects.requireNonNull(fitted.snapshot());
  }

  @Test
  void peoplesLabelsSayWhatConfidenceIsWorth() {
    try (Scene scene = scene("accept_confidence: 0.8")) {
      calibrating(scene);
      CalibrationSnapshot first = snapshot(activities(scene).fit("scene", 1, 2, 1));
      assertThat(first.pairs()).isEqualTo(20);
      assertThat(first.probability(sure(900_000))).isEqualTo(900_000);
      assertThat(first.probability(sure(600_000))).isEqualTo(500_000);
      assertThat(first.accept()).isEqualTo(800_000);
      assertThat(new Calibrations(scene.database.jdbi()).all(1)).containsExactly(first);
      // What was judged before has its probability too; raw confidence stays.
      Verdicts verdicts = new Verdicts(scene.database.jdbi());
      assertThat(verdicts.calibrated(1, 1, 1).get(1)).isEqualTo(sure(500_000));
      assertThat(verdicts.load(1, 1, 1).get(1)).isEqualTo(sure(600_000));
    }
  }

  @Test
  void whatIsStoredStaysWhateverIsLearnedLater() {
    try (Scene scene = scene("")) {
      calibrating(scene);
      Fitted first = activities(scene).fit("scene", 1, 2, 1);
      labelled(scene, 0, PreferenceLabel.B_BETTER, Decider.HUMAN);
      assertThat(activities(scene).fit("scene", 1, 2, 1)).isEqualTo(first);
    }
  }

  @Test
  void theOrderOfRowsChangesNothingAndTheEvidenceDoes() {
    List<String> digests = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      try (Scene scene = scene("")) {
        if (run == 1) {
          for (int pair = 19; pair >= 0; pair--) {
            labelled(scene, pair, PreferenceLabel.TIE, Decider.HUMAN);
          }
        }
        calibrating(scene);
        if (run == 2) {
          labelled(scene, 7, PreferenceLabel.TIE, Decider.HUMAN);
        }
        digests.add(snapshot(activities(scene).fit("scene", 1, 2, 1)).digest());
      }
    }
    assertThat(digests.get(1)).isEqualTo(digests.getFirst());
    assertThat(digests.get(2)).isNotEqualTo(digests.getFirst());
  }

  @Test
  void tooFewLabelsFitNothing() {
    try (Scene scene = scene("")) {
      calibrating(scene);
      labelled(scene, 4, PreferenceLabel.A_BETTER, Decider.FALLBACK);
      scene.sql("delete from verdict where ix = 5");
      assertThat(activities(scene).fit("scene", 1, 2, 1)).isEqualTo(new Fitted(null, 18, null));
      assertThat(new Calibrations(scene.database.jdbi()).all(1)).isEmpty();
    }
  }

  @Test
  void afterAJudgeHasChangedOnlyLaterBatchesCount() {
    try (Scene scene = scene("accept_confidence: 0.8")) {
      calibrating(scene);
      activities(scene).fit("scene", 1, 2, 1);
      for (int pair = 20; pair < 40; pair++) {
        judged(scene, pair, 900_000, 0);
        labelled(
            scene,
            pair,
            pair < 30 ? PreferenceLabel.A_BETTER : PreferenceLabel.B_BETTER,
            Decider.HUMAN);
      }
      CalibrationSnapshot anew = snapshot(activities(scene).fit("scene", 2, 4, 3));
      assertThat(anew.from()).isEqualTo(3);
      assertThat(anew.pairs()).isEqualTo(20);
      assertThat(anew.probability(sure(900_000))).isEqualTo(500_000);
      Verdicts verdicts = new Verdicts(scene.database.jdbi());
      assertThat(verdicts.calibrated(1, 0, 1).get(0)).isEqualTo(sure(900_000));
      assertThat(verdicts.calibrated(1, 20, 1).get(20)).isEqualTo(sure(500_000));
      assertThat(new Calibrations(scene.database.jdbi()).labelled(1, 3)).isEqualTo(20);
    }
  }

  @Test
  void spotChecksBeyondTheLimitPauseTheCampaignWithTheCalibration() {
    try (Scene scene = scene("accept_confidence: 0.6, max_error: 0.1, on_error: pause")) {
      calibrating(scene);
      activities(scene).fit("scene", 1, 2, 1);
      for (int pair = 20; pair < 40; pair++) {
        judged(scene, pair, 900_000, 1);
        boolean right = pair < 30;
        labelled(
            scene,
            pair,
            right ? PreferenceLabel.A_BETTER : PreferenceLabel.TIE,
            right ? Decider.SPOT_CHECK : Decider.EXPERT);
        scene.judged(pair / 10 + 1, pair, pair, "spot_check", 1, right ? "A>" : "=");
      }
      scene.write();
      Fitted second = activities(scene).fit("scene", 2, 4, 1);
      assertThat(snapshot(second).checks()).isEqualTo(new SpotChecks(20, 10));
      assertThat(snapshot(second).alarm())
          .isEqualTo(
              "spot checks found 10 of 20 accepted labels wrong, beyond prelabel.max_error 0.1");
      CampaignStore.State state =
          new CampaignStore(scene.database.jdbi()).find("scene").orElseThrow();
      assertThat(state.pauseReason()).isEqualTo(snapshot(second).alarm());
      assertThat(second.steering()).isEqualTo(state.steering());
      assertThat(state.steering().paused()).isTrue();
      new CampaignStore(scene.database.jdbi()).resume("scene");
      Fitted again = activities(scene).fit("scene", 2, 4, 1);
      assertThat(Objects.requireNonNull(again.steering()).paused()).isFalse();
      assertThat(new Calibrations(scene.database.jdbi()).spotChecks(1))
          .isEqualTo(new SpotChecks(20, 10));
    }
  }
}
