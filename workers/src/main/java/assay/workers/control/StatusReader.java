package assay.workers.control;

import assay.activities.store.Budget;
import assay.activities.store.CampaignStore.State;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Progress;
import assay.activities.store.Progress.Missing;
import assay.domain.Decider;
import assay.domain.Wire;
import assay.domain.measure.quality.GoldQuestion;
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
  private static final List<String> BEFORE_REVIEW = List.of("planned", "generate", "prelabel");

  private final Campaigns campaigns;
  private final Progress progress;
  private final Budget budget;
  private final Clock clock;

  StatusReader(Campaigns campaigns, Progress progress, Budget budget, Clock clock) {
    this.campaigns = campaigns;
    this.budget = budget;
    this.progress = progress;
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
        reason(state, status, missing, money),
        state.phase(),
        new CampaignStatus.Pairs(
            campaign.pairs(),
            campaign.gold(),
            deciders.values().stream().mapToLong(Long::longValue).sum(),
            deciders,
            phases),
        agreement(state.id()),
        new CampaignStatus.Cost(
            cents(models.usd()),
            cents(people.usd()),
            cents(models.usd().add(people.usd())),
            models.promptTokens(),
            models.completionTokens(),
            people.judgments(),
            cents(money.limit()),
            cents(money.committed())),
        gold(state.id(), campaign),
        status.equals("running") ? eta(state, campaign, phases, people) : null);
  }

  private CampaignStatus.Gold gold(int id, Campaign campaign) {
    List<GoldQuestion> questions = progress.gold(id);
    return new CampaignStatus.Gold(
        campaign.gold(),
        questions.size(),
        questions.stream().filter(GoldQuestion::isSuspect).toList());
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

  private String reason(State state, String status, Optional<Missing> missing, Budget.State money) {
    return switch (status) {
      case "paused" ->
          state.pauseReason().equals("budget")
              ? outOfBudget(state.name(), money)
              : "paused by the manager at " + state.pausedSince();
      case "waiting_for_people" -> missing(missing.orElseThrow());
      case "running" ->
          state.cancelRequested() ? "is being cancelled" : reminder(progress.reminded(state.id()));
      default -> state.reason();
    };
  }

  private static String missing(Missing missing) {
    String tier = Wire.name(missing.tier());
    StringBuilder who = new StringBuilder("nobody of tier " + tier);
    StringBuilder options = new StringBuilder("--tier " + tier);
    if (!missing.language().isEmpty()) {
      who.append(" with language ").append(missing.language());
      options.append(" --language ").append(missing.language());
    }
    if (!missing.domain().isEmpty()) {
      who.append(" specialized in ").append(missing.domain());
      options.append(" --specialization ").append(missing.domain());
    }
    return who
        + " is active"
        + (missing.paused() == 0
            ? ""
            : " (%d paused for missed gold questions; reinstate with: ./assay annotator reinstate NAME)"
                .formatted(missing.paused()))
        + "; add people with: ./assay annotator add NAME "
        + options;
  }

  private static String outOfBudget(String name, Budget.State money) {
    BigDecimal enough = money.committed().add(money.needed()).setScale(2, RoundingMode.UP);
    return "out of budget: $%s of $%s is spent or reserved and the next step may cost up to $%s; go on with: ./assay campaign budget %s %s (or more)"
        .formatted(
            cents(money.committed()),
            cents(money.limit()),
            money.needed().setScale(2, RoundingMode.UP),
            name,
            enough);
  }

  private static String reminder(List<Integer> batches) {
    if (batches.isEmpty()) {
      return "";
    }
    return (batches.size() == 1
            ? "batch " + batches.getFirst() + " has"
            : batches.size() + " batches have")
        + " waited for people longer than review.remind_after";
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

  private CampaignStatus.Agreement agreement(int campaign) {
    Progress.Agreement a = progress.agreement(campaign);
    BigDecimal raw =
        a.comparisons() == 0
            ? null
            : BigDecimal.valueOf(a.sameDirection())
                .divide(BigDecimal.valueOf(a.comparisons()), 6, RoundingMode.HALF_UP);
    return new CampaignStatus.Agreement(raw, a.items());
  }

  /** When the judgments still wanted are there, at the pace of the last minutes. */
  private @Nullable Instant eta(
      State state, Campaign campaign, Map<String, Long> phases, Progress.People people) {
    Progress.Wanted wanted = progress.wanted(state.id());
    long unopened = BEFORE_REVIEW.stream().mapToLong(p -> phases.getOrDefault(p, 0L)).sum();
    long opened = campaign.pairs() - unopened;
    double share = opened <= 0 ? 1 : Math.min(1, (double) wanted.items() / opened);
    double left = wanted.places() + unopened * share * campaign.spec().review().redundancy();
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
