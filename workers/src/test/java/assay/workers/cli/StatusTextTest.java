package assay.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.measure.quality.GoldQuestion;
import assay.workers.control.CampaignStatus;
import assay.workers.control.CampaignStatus.Calibration;
import assay.workers.control.CampaignStatus.Canary;
import assay.workers.control.CampaignStatus.Change;
import assay.workers.control.CampaignStatus.Checks;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static final Checks NONE = new Checks(0, 0, null, null, null);

  @Test
  void whatWasNotWorthComparingIsSaidWhenThereWasAny() {
    Map<String, Long> regenerated = new TreeMap<>(Map.of("empty", 0L, "identical", 2_000L));

    assertThat(StatusText.of(status(regenerated, Map.of("empty", 1L))))
        .isEqualTo(
            """
            campaign     c
            status       running
            phase        batches (generate 3)
            pairs        3, 0 gold questions, 0 settled
            generation   without signal: 2,000 times generated anew (identical 2,000), 1 dropped (empty 1)
            agreement    no pair has two judgments yet
            cost         $0.00: people $0.00 for 0 judgments, models $0.00 for 0 + 0 tokens
            """);
    assertThat(StatusText.of(status(Map.of("empty", 0L), Map.of("empty", 0L))))
        .doesNotContain("generation");
  }

  @Test
  void goldThatIsProbablyWrongIsNamed() {
    assertThat(StatusText.of(status(Map.of(), Map.of(), List.of(new GoldQuestion("g-7", 9, 3, 1)))))
        .contains(
            "check gold   g-7: 3 of 9 right, contested 1 times; its label may be wrong: ./assay gold retire g-7\n");
  }

  @Test
  void aCampaignThatCalibratesNothingSaysNothingOfIt() {
    assertThat(of(null)).doesNotContain("judges");
  }

  @Test
  void beforeTheFirstCalibrationItSaysHowManyPairsAreMissing() {
    assertThat(of(new Calibration(0, "", 120, 200, new BigDecimal("0.9"), "", NONE)))
        .contains(
            "judges       not calibrated yet: people have labelled 120 of 200 pairs, and decide"
                + " all until then\n");
  }

  @Test
  void onceItIsOverItSaysThatItNeverWas() {
    Calibration never = new Calibration(0, "", 977, 1_000, new BigDecimal("0.9"), "", NONE);
    assertThat(StatusText.of(completed(never, null)))
        .contains(
            "judges       never calibrated: people labelled 977 of the 1,000 pairs that it needs,"
                + " and no verdict was accepted\n")
        .doesNotContain("yet: ");
    Canary changed = new Canary(20, 3, List.of(new Change("j", 3, "t", 11, 20, 0, 0)), List.of());
    assertThat(StatusText.of(completed(never, changed)))
        .contains(
            "judges       not calibrated again since a judge changed: people labelled 977 of the"
                + " 1,000 pairs that it needs, and no verdict was accepted after that\n");
  }

  @Test
  void thenItSaysWhatIsAcceptedAndWhatTheChecksFound() {
    Checks checks =
        new Checks(
            67,
            13,
            new BigDecimal("0.194030"),
            new BigDecimal("0.117006"),
            new BigDecimal("0.304126"));
    assertThat(of(new Calibration(6, "platt", 435, 200, new BigDecimal("0.75"), "", checks)))
        .contains(
            "judges       calibration 6 (platt, 435 pairs), accepted from 0.75; 13 of 67 spot"
                + " checks found an error (19.4 %, between 11.7 and 30.4)\n");
    assertThat(
            of(
                new Calibration(
                    7, "platt", 633, 200, new BigDecimal("1.000001"), "too much was wrong", NONE)))
        .contains(
            "judges       calibration 7 (platt, 633 pairs), nothing is accepted; too much was"
                + " wrong\n");
  }

  @Test
  void aJudgeThatHasChangedIsNamedWithTheLabelsThatNobodyJudgesAgain() {
    assertThat(
            StatusText.of(
                status(
                    Map.of(),
                    Map.of(),
                    List.of(),
                    null,
                    new Canary(
                        20,
                        3,
                        List.of(
                            new Change("j", 3, "judge j answers otherwise", 11, 20, 1_200, 1_000)),
                        List.of("judge j is answered by m2 since look 3, before by m1")))))
        .contains(
            "canary       3 looks at 20 gold questions; judge j answers otherwise; 1,200 labels of"
                + " batches 11 to 20 were the judges' alone, perhaps of both models, and 1,000 of"
                + " them are decided again; judge j is answered by m2 since look 3, before by"
                + " m1\n");
    assertThat(
            StatusText.of(
                status(
                    Map.of(), Map.of(), List.of(), null, new Canary(20, 1, List.of(), List.of()))))
        .contains("canary       1 look at 20 gold questions\n");
  }

  private static String of(@Nullable Calibration calibration) {
    return StatusText.of(status(Map.of(), Map.of(), List.of(), calibration, null));
  }

  private static CampaignStatus status(Map<String, Long> regenerated, Map<String, Long> dropped) {
    return status(regenerated, dropped, List.of());
  }

  @Test
  void tellsWhatAnHourEarnsAndWhoIsBelowTheFloor() {
    BigDecimal floor = new BigDecimal("15");
    CampaignStatus.People low =
        new CampaignStatus.People(
            new BigDecimal("2.00"),
            new BigDecimal("14.20"),
            floor,
            List.of(
                new CampaignStatus.Wage("w1", new BigDecimal("9.10"), new BigDecimal("2.5")),
                new CampaignStatus.Wage("w4", new BigDecimal("14.99"), new BigDecimal("0.3"))),
            2);
    assertThat(StatusText.of(with(low)))
        .contains(
            "wage         $14.20 an hour of measured time, below the floor of $15.00; below it: w1"
                + " ($9.10), w4 ($14.99)\n")
        .contains("appeals      2 to decide: ./assay appeal list\n");
    CampaignStatus.People high =
        new CampaignStatus.People(
            new BigDecimal("2.00"), new BigDecimal("20.00"), floor, List.of(), 0);
    assertThat(StatusText.of(with(high)))
        .contains("wage         $20.00 an hour of measured time, not below the floor of $15.00\n")
        .doesNotContain("appeals");
  }

  private static CampaignStatus completed(Calibration calibration, @Nullable Canary canary) {
    return with(
        status(Map.of(), Map.of(), List.of(), calibration, canary),
        "completed",
        status(Map.of(), Map.of()).people());
  }

  private static CampaignStatus with(CampaignStatus.People people) {
    return with(status(Map.of(), Map.of()), "running", people);
  }

  private static CampaignStatus with(
      CampaignStatus s, String status, CampaignStatus.People people) {
    return new CampaignStatus(
        s.name(),
        status,
        s.reason(),
        s.phase(),
        s.pairs(),
        s.generation(),
        s.agreement(),
        s.cost(),
        people,
        s.gold(),
        s.calibration(),
        s.canary(),
        s.eta());
  }

  private static CampaignStatus status(
      Map<String, Long> regenerated, Map<String, Long> dropped, List<GoldQuestion> suspect) {
    return status(regenerated, dropped, suspect, null, null);
  }

  private static CampaignStatus status(
      Map<String, Long> regenerated,
      Map<String, Long> dropped,
      List<GoldQuestion> suspect,
      @Nullable Calibration calibration,
      @Nullable Canary canary) {
    BigDecimal nothing = BigDecimal.ZERO;
    return new CampaignStatus(
        "c",
        "running",
        "",
        "batches",
        new CampaignStatus.Pairs(3, 0, 0, Map.of(), Map.of("generate", 3L)),
        new CampaignStatus.Generation(regenerated, dropped),
        new CampaignStatus.Agreement(null, 0, "same_side"),
        new CampaignStatus.Cost(nothing, nothing, nothing, 0, 0, 0, nothing, nothing),
        new CampaignStatus.People(nothing, null, nothing, List.of(), 0),
        new CampaignStatus.Gold(
            0, 0, suspect, new CampaignStatus.Rotation(nothing, nothing, nothing, 0)),
        calibration,
        canary,
        null);
  }
}
