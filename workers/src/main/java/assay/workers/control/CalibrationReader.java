package assay.workers.control;

import assay.activities.store.Calibrations;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Canaries;
import assay.domain.measure.Estimate;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.CanarySchedule;
import assay.domain.policy.SpotChecks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What a manager is told of a campaign's calibration. */
final class CalibrationReader {
  private final Calibrations calibrations;
  private final Canaries canaries;

  CalibrationReader(Jdbi jdbi) {
    this.calibrations = new Calibrations(jdbi);
    this.canaries = new Canaries(jdbi);
  }

  CampaignStatus.Calibration of(Campaign campaign) {
    int from = CanarySchedule.epochs(canaries.taken(campaign.id())).getLast();
    List<CalibrationSnapshot> all = calibrations.all(campaign.id(), from);
    int wanted = campaign.spec().prelabel().calibration().pairs();
    CampaignStatus.Checks checks = checks(calibrations.spotChecks(campaign.id()));
    if (all.isEmpty()) {
      BigDecimal accept = BigDecimal.valueOf(campaign.spec().prelabel().acceptConfidence());
      int labelled = calibrations.labelled(campaign.id(), from);
      return new CampaignStatus.Calibration(0, "", labelled, wanted, accept, "", checks);
    }
    CalibrationSnapshot last = all.getLast();
    String alarm =
        all.stream()
            .map(CalibrationSnapshot::alarm)
            .filter(each -> !each.isEmpty())
            .reduce("", (before, later) -> later);
    return new CampaignStatus.Calibration(
        last.version(),
        Calibrations.method(last.calibrator()),
        last.pairs(),
        wanted,
        BigDecimal.valueOf(last.accept(), 6).stripTrailingZeros(),
        alarm,
        checks);
  }

  private static CampaignStatus.Checks checks(SpotChecks found) {
    return switch (found.error()) {
      case Estimate.Value error ->
          new CampaignStatus.Checks(
              found.seen(),
              found.wrong(),
              decimal(error.value()),
              decimal(error.low()),
              decimal(error.high()));
      case Estimate.Undefined u -> new CampaignStatus.Checks(0, 0, null, null, null);
    };
  }

  private static @Nullable BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP);
  }
}
