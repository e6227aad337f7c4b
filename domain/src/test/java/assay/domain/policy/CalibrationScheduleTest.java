package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.judge.Panel;
import assay.domain.measure.calibration.Calibrator;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationScheduleTest {
  private static final CampaignSpec SPEC =
      Evidence.spec(
          """
          models: {j: {url: "http://127.0.0.1:1/v1"}}
          prelabel: {judges: [j], calibration_pairs: 95}
          batch: {size: 10, window: 3}
          """);

  private static CalibrationSnapshot snapshot(int version, int through) {
    return new CalibrationSnapshot(
        version,
        1,
        through,
        through * 10,
        Panel.EQUAL,
        new Calibrator.Identity(),
        900_000,
        SpotChecks.NONE,
        "",
        "d");
  }

  private static int version(List<CalibrationSnapshot> known, int batch) {
    CalibrationSnapshot chosen = CalibrationSchedule.of(SPEC, known, batch);
    return chosen == null ? 0 : chosen.version();
  }

  @Test
  void theFirstOneRestsOnTheBatchesThatHoldThePairs() {
    assertThat(CalibrationSchedule.first(SPEC)).isEqualTo(10);
    assertThat(CalibrationSchedule.extended(SPEC, 10, 1)).isEqualTo(11);
    assertThat(CalibrationSchedule.extended(SPEC, 10, 25)).isEqualTo(13);
    assertThat(CalibrationSchedule.first(Evidence.spec(""))).isZero();
  }

  @Test
  void eachFurtherOneRestsOnAFifthMore() {
    List<Integer> steps = new ArrayList<>();
    for (int through = 1; through < 40; through = CalibrationSchedule.after(1, through)) {
      steps.add(through);
    }
    assertThat(steps).containsExactly(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 27, 33);
    // After a judge has changed, counting begins with the batch that waited for the look.
    assertThat(CalibrationSchedule.after(21, 30)).isEqualTo(32);
  }

  @Test
  void aBatchIsDecidedByTheNewestThatIsAWindowOld() {
    List<CalibrationSnapshot> known = List.of(snapshot(1, 10), snapshot(2, 12), snapshot(3, 15));
    assertThat(version(known, 10)).isZero();
    assertThat(version(known, 11)).isEqualTo(1);
    assertThat(version(known, 14)).isEqualTo(1);
    assertThat(version(known, 15)).isEqualTo(2);
    assertThat(version(known, 17)).isEqualTo(2);
    assertThat(version(known, 18)).isEqualTo(3);
    // What is fitted later decides nothing that was open before.
    assertThat(version(known.subList(0, 2), 17)).isEqualTo(2);
    assertThat(version(List.of(), 17)).isZero();
  }
}
