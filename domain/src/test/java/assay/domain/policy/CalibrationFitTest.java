package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.measure.calibration.Calibrator;
import assay.domain.policy.CalibrationCases.Judged;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CalibrationFitTest {
  private static CampaignSpec spec(String prelabel) {
    return Evidence.spec(
        "models: {j: {url: 'http://127.0.0.1:1/v1'}, k: {url: 'http://127.0.0.1:1/v1'}}\n"
            + "prelabel: {judges: [j], "
            + prelabel
            + "}");
  }

  private static Verdict sure(int confidence) {
    return new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, confidence, 1_000_000);
  }

  private static Judged judged(
      int number, int confidence, int rule, boolean checked, @Nullable Direction people) {
    return new Judged("p" + number, List.of(sure(confidence)), false, rule, checked, people);
  }

  /** {@code right} of {@code n} pairs of one confidence are as people say. */
  private static void add(
      List<Judged> pairs, int n, int right, int confidence, int rule, boolean checked) {
    for (int i = 0; i < n; i++) {
      pairs.add(
          judged(pairs.size(), confidence, rule, checked, i < right ? Direction.A : Direction.B));
    }
  }

  private static CalibrationSnapshot first(CampaignSpec spec, List<Judged> pairs) {
    return next(spec, List.of(), pairs);
  }

  private static CalibrationSnapshot next(
      CampaignSpec spec, List<CalibrationSnapshot> known, List<Judged> pairs) {
    int accept =
        known.isEmpty()
            ? Route.millionths(spec.prelabel().acceptConfidence())
            : known.getLast().accept();
    return CalibrationFit.next(
        spec,
        new CalibrationCases(spec, known, pairs),
        known.size() + 1,
        1,
        4 + known.size(),
        accept,
        "digest");
  }

  @Test
  void confidenceBecomesTheShareThatPeopleAgreedWith() {
    CampaignSpec spec = spec("calibration: isotonic, accept_confidence: 0.8");
    List<Judged> pairs = new ArrayList<>();
    add(pairs, 100, 50, 600_000, 0, false);
    add(pairs, 100, 85, 930_000, 0, false);
    pairs.add(judged(200, 930_000, 0, false, null));
    CalibrationSnapshot snapshot = first(spec, pairs);
    assertThat(snapshot.pairs()).isEqualTo(200);
    assertThat(snapshot.probability(sure(930_000))).isEqualTo(850_000);
    assertThat(snapshot.probability(sure(600_000))).isEqualTo(500_000);
    assertThat(snapshot.probability(Verdict.UNPARSABLE)).isZero();
    assertThat(snapshot.accepts(sure(930_000))).isTrue();
    assertThat(snapshot.accepts(sure(600_000))).isFalse();
    assertThat(snapshot.calibrated(sure(930_000)).confidence()).isEqualTo(850_000);
  }

  @Test
  void fewPairsGetALogisticCurveAndManyTheirOwn() {
    List<Judged> pairs = new ArrayList<>();
    add(pairs, 100, 50, 600_000, 0, false);
    add(pairs, 100, 85, 930_000, 0, false);
    CampaignSpec auto = spec("accept_confidence: 0.8");
    assertThat(first(auto, pairs).calibrator()).isInstanceOf(Calibrator.Platt.class);
    for (int i = 0; i < 4; i++) {
      add(pairs, 100, 50, 600_000, 0, false);
      add(pairs, 100, 85, 930_000, 0, false);
    }
    assertThat(first(auto, pairs).calibrator()).isInstanceOf(Calibrator.Isotonic.class);
    assertThat(first(spec("calibration: platt"), pairs).calibrator())
        .isInstanceOf(Calibrator.Platt.class);
  }

  @Test
  void oneConfidenceAloneIsWorthTheShareThatWasRight() {
    List<Judged> pairs = new ArrayList<>();
    add(pairs, 40, 30, 900_000, 0, false);
    assertThat(first(spec("calibration: platt"), pairs).probability(sure(100_000)))
        .isEqualTo(750_000);
  }

  @Test
  void aPairCountsForAllThatWereNotShown() {
    CampaignSpec spec = spec("calibration: isotonic, accept_confidence: 0.8, spot_check: 0.1");
    List<Judged> pairs = new ArrayList<>();
    add(pairs, 50, 25, 600_000, 0, false);
    add(pairs, 50, 45, 900_000, 0, false);
    CalibrationSnapshot before = first(spec, pairs);
    // Under the first calibration 900 more are accepted, of which a tenth is looked at.
    add(pairs, 100, 50, 600_000, 1, false);
    add(pairs, 90, 81, 900_000, 1, true);
    for (int i = 0; i < 810; i++) {
      pairs.add(judged(10_000 + i, 900_000, 1, false, null));
    }
    CalibrationCases cases = new CalibrationCases(spec, List.of(before), pairs);
    assertThat(cases.size()).isEqualTo(290);
    // 100 pairs were decided without a calibration and 1,000 with one.
    double shown = (100 + 1000 * 0.1) / 1100;
    assertThat(cases.all())
        .allSatisfy(
            each ->
                assertThat(each.weight())
                    .isCloseTo(
                        each.verdict().confidence() == 900_000 ? 1 / shown : 1, within(1e-12)));
    double sure = 0;
    double all = 0;
    for (CalibrationCases.Case each : cases.all()) {
      sure += each.verdict().confidence() == 900_000 ? each.weight() : 0;
      all += each.weight();
    }
    // 950 of 1,100 judged pairs are sure; those that were looked at stand for them.
    assertThat(sure / all).isCloseTo(950.0 / 1100, within(0.04));
  }

  @Test
  void spotChecksBeyondTheLimitRaiseTheThreshold() {
    CampaignSpec spec =
        spec("calibration: isotonic, accept_confidence: 0.7, max_error: 0.1, spot_check: 0.5");
    List<Judged> pairs = new ArrayList<>();
    add(pairs, 100, 80, 700_000, 0, false);
    add(pairs, 100, 98, 950_000, 0, false);
    CalibrationSnapshot before = first(spec, pairs);
    assertThat(before.accept()).isEqualTo(700_000);
    // The judge has got worse at what it is less sure of.
    add(pairs, 60, 30, 700_000, 1, true);
    add(pairs, 60, 58, 950_000, 1, true);
    CalibrationSnapshot unlucky = next(spec, List.of(before), pairs);
    assertThat(unlucky.checks()).isEqualTo(new SpotChecks(120, 32));
    // The new curve itself no longer accepts what is less sure: 0.69 of it is right.
    assertThat(unlucky.accepts(sure(700_000))).isFalse();
    assertThat(unlucky.alarm()).isEmpty();
    // Where the curve is misled by the many pairs before, the limit holds.
    add(pairs, 900, 800, 700_000, 0, false);
    CalibrationSnapshot raised = next(spec, List.of(before), pairs);
    assertThat(raised.alarm())
        .isEqualTo(
            "spot checks found 32 of 120 accepted labels wrong, beyond prelabel.max_error 0.1;"
                + " accept_confidence rose to 0.975");
    assertThat(raised.accepts(sure(950_000))).isTrue();
    assertThat(raised.accepts(sure(700_000))).isFalse();
    CalibrationSnapshot after = next(spec, List.of(before, raised), pairs);
    assertThat(after.accept()).isEqualTo(raised.accept());
    assertThat(after.alarm()).isEmpty();
  }

  @Test
  void nothingIsAcceptedWhereNoThresholdHelps() {
    CampaignSpec spec =
        spec("calibration: isotonic, accept_confidence: 0.7, max_error: 0.1, spot_check: 0.5");
    List<Judged> pairs = new ArrayList<>();
    add(pairs, 1000, 950, 950_000, 0, false);
    CalibrationSnapshot before = first(spec, pairs);
    add(pairs, 60, 30, 950_000, 1, true);
    CalibrationSnapshot after = next(spec, List.of(before), pairs);
    assertThat(after.alarm()).endsWith("max_error 0.1; nothing more is accepted");
    assertThat(after.accepts(sure(1_000_000))).isFalse();
  }

  @Test
  void aPauseLeavesTheThreshold() {
    CampaignSpec spec =
        spec("calibration: isotonic, accept_confidence: 0.7, max_error: 0.1, on_error: pause");
    List<Judged> pairs = new ArrayList<>();
    add(pairs, 1000, 950, 950_000, 0, false);
    CalibrationSnapshot before = first(spec, pairs);
    add(pairs, 60, 30, 950_000, 1, true);
    CalibrationSnapshot after = next(spec, List.of(before), pairs);
    assertThat(after.accept()).isEqualTo(700_000);
    assertThat(after.alarm())
        .isEqualTo(
            "spot checks found 30 of 60 accepted labels wrong, beyond prelabel.max_error 0.1");
  }

  @Test
  void aPanelsPairsAreJudgedByAPanelThatHasNotSeenThem() {
    CampaignSpec spec =
        Evidence.spec(
            "models: {j: {url: 'http://127.0.0.1:1/v1'}, k: {url: 'http://127.0.0.1:1/v1'}}\n"
                + "prelabel: {judges: [j, k]}");
    List<Judged> pairs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      // No rule in it: what is right is as if drawn.
      Verdict k =
          new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.values()[(i * 7) % 5], 900_000, 0);
      pairs.add(
          new Judged(
              "p" + i,
              List.of(sure(900_000), k),
              false,
              0,
              false,
              Direction.values()[(i * 11 / 7) % 3]));
    }
    CalibrationCases cases = new CalibrationCases(spec, List.of(), pairs);
    long seen =
        cases.all().stream()
            .filter(each -> each.verdict().equals(cases.panel().verdict(of(pairs, each), false)))
            .count();
    assertThat(seen).isLessThan(50);
  }

  private static List<Verdict> of(List<Judged> pairs, CalibrationCases.Case each) {
    return pairs.stream().filter(p -> p.id().equals(each.id())).findFirst().orElseThrow().each();
  }
}
