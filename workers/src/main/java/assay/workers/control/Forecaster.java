package assay.workers.control;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Progress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is still to come, if the campaign goes on as it has. */
final class Forecaster {
  private static final List<String> BEFORE_REVIEW = List.of("planned", "generate", "prelabel");

  private final Progress progress;

  Forecaster(Progress progress) {
    this.progress = progress;
  }

  /**
   * Judgments that are still wanted; of pairs that are not opened yet, as many go to people as of
   * those that are.
   *
   * @param phases pairs by the phase of their batch
   */
  double judgmentsLeft(Campaign campaign, Map<String, Long> phases) {
    Progress.Wanted wanted = progress.wanted(campaign.id());
    long unopened = unopened(phases);
    long opened = campaign.pairs() - unopened;
    double share = opened <= 0 ? 1 : Math.min(1, (double) wanted.items() / opened);
    return wanted.places() + unopened * share * campaign.spec().review().redundancy();
  }

  CampaignTimeline.Forecast of(Campaign campaign, CampaignStatus status) {
    double left = judgmentsLeft(campaign, status.pairs().byPhase());
    Progress.People people = progress.people(campaign.id());
    BigDecimal pay =
        people.judgments() == 0
            ? campaign.spec().reviewPay()
            : people.usd().divide(BigDecimal.valueOf(people.judgments()), 10, RoundingMode.HALF_UP);
    BigDecimal peopleUsd = people.usd().add(pay.multiply(BigDecimal.valueOf(left)));
    BigDecimal modelsUsd = models(campaign, status);
    return new CampaignTimeline.Forecast(
        (long) Math.ceil(left),
        cents(peopleUsd),
        modelsUsd == null ? null : cents(modelsUsd),
        modelsUsd == null ? null : cents(peopleUsd.add(modelsUsd)),
        status.eta());
  }

  private @Nullable BigDecimal models(Campaign campaign, CampaignStatus status) {
    BigDecimal spent = progress.models(campaign.id()).usd();
    boolean asks = campaign.spec().hasJudges() || campaign.spec().input().prompts() != null;
    long through = campaign.pairs() - unopened(status.pairs().byPhase());
    if (!asks) {
      return spent;
    }
    return through <= 0
        ? null
        : spent
            .multiply(BigDecimal.valueOf(campaign.pairs()))
            .divide(BigDecimal.valueOf(through), 10, RoundingMode.HALF_UP);
  }

  private static long unopened(Map<String, Long> phases) {
    return BEFORE_REVIEW.stream().mapToLong(phase -> phases.getOrDefault(phase, 0L)).sum();
  }

  private static BigDecimal cents(BigDecimal usd) {
    return usd.setScale(2, RoundingMode.HALF_UP);
  }
}
