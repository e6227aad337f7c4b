package assay.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.workers.control.CampaignStatus;
import assay.workers.control.CampaignStatus.Calibration;
import assay.workers.control.CampaignStatus.Checks;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static final Checks NONE = new Checks(0, 0, null, null, null);

  private static String of(@Nullable Calibration calibration) {
    return StatusText.of(
        new CampaignStatus(
            "c",
            "running",
            "",
            "label",
            new CampaignStatus.Pairs(10, 0, 0, Map.of(), Map.of()),
            new CampaignStatus.Agreement(null, 0),
            new CampaignStatus.Cost(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, 0),
            calibration,
            null));
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
}
