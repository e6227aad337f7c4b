package assay.workers.control;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Payments;
import assay.activities.store.Progress;
import assay.domain.cost.HourlyWage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Holds what people earn against the floor that the spec sets. */
final class WageReader {
  private static final BigDecimal TENTHS_AN_HOUR = BigDecimal.valueOf(36_000);

  private final Payments payments;
  private final Progress progress;

  WageReader(Payments payments, Progress progress) {
    this.payments = payments;
    this.progress = progress;
  }

  CampaignStatus.People of(Campaign campaign) {
    BigDecimal floor = campaign.spec().review().wages().floorUsd();
    List<CampaignStatus.Wage> below = new ArrayList<>();
    BigDecimal usd = BigDecimal.ZERO;
    BigDecimal bonuses = BigDecimal.ZERO;
    long tenths = 0;
    for (Payments.Earned each : payments.earned(campaign.id(), campaign.spec())) {
      usd = usd.add(each.usd());
      bonuses = bonuses.add(each.bonusUsd());
      tenths += each.tenths();
      BigDecimal wage = each.hourlyUsd();
      if (wage != null && HourlyWage.isBelow(floor, each.usd(), each.tenths())) {
        below.add(new CampaignStatus.Wage("w" + each.member(), wage, hours(each.tenths())));
      }
    }
    return new CampaignStatus.People(
        bonuses.setScale(2, RoundingMode.HALF_UP),
        HourlyWage.of(usd, tenths),
        floor,
        below,
        progress.openAppeals(campaign.id()));
  }

  private static BigDecimal hours(long tenths) {
    return BigDecimal.valueOf(tenths).divide(TENTHS_AN_HOUR, 1, RoundingMode.HALF_UP);
  }
}
