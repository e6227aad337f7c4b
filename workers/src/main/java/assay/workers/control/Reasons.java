package assay.workers.control;

import assay.activities.store.Budget;
import assay.activities.store.CampaignStore.State;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Progress;
import assay.activities.store.Progress.Missing;
import assay.domain.Wire;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in words why a campaign stands where it does, and what to do about it. */
final class Reasons {
  private final Progress progress;
  private final ModelsDown modelsDown;

  Reasons(Progress progress, ModelsDown modelsDown) {
    this.progress = progress;
    this.modelsDown = modelsDown;
  }

  /** The reason of a status; empty when it needs no words. */
  String of(
      State state,
      Campaign campaign,
      String status,
      Map<String, Long> phases,
      Optional<Missing> missing,
      Budget.State money) {
    return switch (status) {
      case "paused" ->
          switch (state.pauseReason()) {
            case "" -> "paused by the manager at " + state.pausedSince();
            case "budget" -> outOfBudget(state.name(), money);
            default ->
                state.pauseReason() + "; go on with: ./assay campaign resume " + state.name();
          };
      case "waiting_for_people" -> missing(missing.orElseThrow());
      case "running" ->
          state.cancelRequested() ? "is being cancelled" : waits(state, campaign, phases);
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
        + (missing.notAdmitted() == 0
            ? ""
            : " (%d did not pass review.qualification)".formatted(missing.notAdmitted()))
        + "; add people with: ./assay annotator add NAME "
        + options;
  }

  private static String outOfBudget(String name, Budget.State money) {
    BigDecimal enough = money.committed().add(money.needed()).setScale(2, RoundingMode.UP);
    return "out of budget: $%s of $%s is spent or reserved and the next step may cost up to $%s; go on with: ./assay campaign budget %s %s (or more)"
        .formatted(
            money.committed().setScale(2, RoundingMode.HALF_UP),
            money.limit().setScale(2, RoundingMode.HALF_UP),
            money.needed().setScale(2, RoundingMode.UP),
            name,
            enough);
  }

  /** What a running campaign waits for: models first, because everything comes after them. */
  private String waits(State state, Campaign campaign, Map<String, Long> phases) {
    boolean asksModels =
        phases.containsKey("generate")
            || phases.containsKey("prelabel")
            || (campaign.spec().watches() && phases.containsKey("planned"));
    String down = asksModels ? modelsDown.of(campaign.spec()) : "";
    return down.isEmpty() ? reminder(progress.reminded(state.id())) : down;
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
}
