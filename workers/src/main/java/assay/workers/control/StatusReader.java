package assay.workers.control;

import assay.activities.store.Budget;
import assay.activities.store.CampaignStore.State;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.PeoplesAgreement;
import assay.activities.store.Progress;
import assay.activities.store.Progress.Missing;
import assay.domain.Decider;
import assay.domain.Wire;
import assay.domain.generation.Lack;
import assay.domain.measure.quality.GoldQuestion;
import assay.domain.policy.GoldPolicy;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a campaign's status together from what is stored; asks nothing of Temporal. */
final class StatusReader {
  private final Campaigns campaigns;
  private final Progress progress;
  private final Forecaster forecaster;
  private final Budget budget;
  private final CalibrationReader calibrations;
  private final CanaryReader canaries;
  private final WageReader wages;
  private final Reasons reasons;
  private final Clock clock;

  StatusReader(
      Campaigns campaigns,
      Progress progress,
      Budget budget,
      CalibrationReader calibrations,
      CanaryReader canaries,
      WageReader wages,
      Reasons reasons,
      Clock clock) {
    this.calibrations = calibrations;
    this.canaries = canaries;
    this.wages = wages;
    this.campaigns = campaigns;
    this.budget = budget;
    this.progress = progress;
    this.forecaster = new Forecaster(progress);
    this.reasons = reasons;
    this.clock = clock;
  }

  CampaignStatus of(State state) {
    Campaign campaign = campaigns.get(state.name());
    Progress.People people = progress.people(state.id());
    Progress.Models models = progress.models(state.id());
    Budget.State money = budget.state(state.id());
    Map<String, Long> deciders = deciders(state.id());
    Map<String, Long> phases = phases(state.id(), campaign.pairs());
    Optional<Missing> missing = state.running() ? progress.missing(state.id()) : Optional.empty();
    String status = status(state, missing);
    return new CampaignStatus(
        state.name(),
        status,
        reasons.of(state, campaign, status, phases, missing, money),
        state.phase(),
        new CampaignStatus.Pairs(
            campaign.pairs(),
            campaign.gold(),
            deciders.values().stream().mapToLong(Long::longValue).sum(),
            deciders,
            phases),
        generation(state.id()),
        agreement(campaign),
        new CampaignStatus.Cost(
            cents(models.usd()),
            cents(people.usd()),
            cents(models.usd().add(people.usd())),
            models.promptTokens(),
            models.completionTokens(),
            people.judgments(),
            cents(money.limit()),
            cents(money.committed())),
        wages.of(campaign),
        gold(state.id(), campaign),
        campaign.spec().calibrates() ? calibrations.of(campaign) : null,
        campaign.spec().watches() ? canaries.of(campaign) : null,
        status.equals("running") ? eta(state, campaign, phases, people) : null);
  }

  private CampaignStatus.Gold gold(int id, Campaign campaign) {
    List<GoldQuestion> questions = progress.gold(id);
    return new CampaignStatus.Gold(
        campaign.gold(),
        questions.size(),
        questions.stream().filter(GoldQuestion::isSuspect).toList(),
        rotation(id, campaign));
  }

  private CampaignStatus.Rotation rotation(int id, Campaign campaign) {
    Progress.GoldShown gold = progress.goldShown(id);
    BigDecimal seen = mean(gold.shown(), gold.people());
    CampaignSpec.Review review = campaign.spec().review();
    int reviewers = progress.active(review.tier(), review.higherTiers());
    return new CampaignStatus.Rotation(
        mean(gold.shown(), campaign.gold()),
        seen,
        BigDecimal.valueOf(campaign.gold() - gold.retired()).subtract(seen).max(BigDecimal.ZERO),
        campaign.gold() == 0 ? 0 : GoldPolicy.needed(campaign.spec(), campaign.pairs(), reviewers));
  }

  private static BigDecimal mean(long sum, long count) {
    return count == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), 1, RoundingMode.HALF_UP);
  }

  private static String status(State state, Optional<Missing> missing) {
    if (!state.running()) {
      return state.status();
    }
    if (state.pausedSince() != null) {
      return "paused";
    }
    return missing.isPresent() ? "waiting_for_people" : "running";
  }

  private Map<String, Long> deciders(int campaign) {
    Map<String, Long> found = progress.deciders(campaign);
    Map<String, Long> all = new LinkedHashMap<>();
    for (Decider decider : Decider.values()) {
      all.put(Wire.name(decider), found.getOrDefault(Wire.name(decider), 0L));
    }
    return all;
  }

  private Map<String, Long> phases(int campaign, int pairs) {
    Map<String, Long> phases = progress.phases(campaign);
    return phases.isEmpty() ? Map.of("planned", (long) pairs) : phases;
  }

  private CampaignStatus.Generation generation(int campaign) {
    Map<String, Long> regenerated = new LinkedHashMap<>();
    Map<String, Long> dropped = new LinkedHashMap<>();
    for (Lack lack : Lack.values()) {
      regenerated.put(Wire.name(lack), 0L);
      dropped.put(Wire.name(lack), 0L);
    }
    for (Progress.Lacking lacking : progress.lacks(campaign)) {
      regenerated.put(lacking.lack(), lacking.regenerated());
      dropped.put(lacking.lack(), lacking.dropped());
    }
    return new CampaignStatus.Generation(regenerated, dropped);
  }

  private CampaignStatus.Agreement agreement(Campaign campaign) {
    PeoplesAgreement a = progress.agreement(campaign);
    BigDecimal raw =
        a.share().isEmpty()
            ? null
            : BigDecimal.valueOf(a.share().getAsDouble()).setScale(6, RoundingMode.HALF_UP);
    return new CampaignStatus.Agreement(raw, a.items(), Wire.name(a.measure()));
  }

  /** When the judgments still wanted are there, at the pace of the last minutes. */
  private @Nullable Instant eta(
      State state, Campaign campaign, Map<String, Long> phases, Progress.People people) {
    double left = forecaster.judgmentsLeft(campaign, phases);
    Instant now = clock.instant();
    double seconds =
        Math.min(
            Progress.RECENT_SECONDS,
            Math.max(1, Duration.between(state.startedAt(), now).toSeconds()));
    if (people.recent() == 0 || left <= 0) {
      return null;
    }
    return now.plusSeconds((long) Math.ceil(left * seconds / people.recent()))
        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  }

  private static BigDecimal cents(BigDecimal usd) {
    return usd.setScale(2, RoundingMode.HALF_UP);
  }
}
