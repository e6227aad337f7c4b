package assay.workers.control;

import assay.activities.store.Budget;
import assay.activities.store.CampaignStore;
import assay.activities.store.CampaignStore.State;
import assay.activities.store.Campaigns;
import assay.activities.store.GoldPool;
import assay.activities.store.ModelEndpoints;
import assay.activities.store.Payments;
import assay.activities.store.Progress;
import assay.activities.store.Timeline;
import assay.domain.cost.Estimate;
import assay.domain.spec.InvalidInput;
import io.temporal.client.WorkflowClient;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Starts, steers and describes campaigns.
 *
 * <p>What the manager wants is stored first and signalled afterwards: a signal may be lost with its
 * server, and the next run is told from the store.
 */
public final class CampaignService {

  /** What a start came to. */
  public enum Outcome {
    /** It is new. */
    STARTED,
    /** It was there and goes on. */
    RESUMED,
    /** It was there and is over. */
    OVER
  }

  /**
   * @param warnings worth a manager's look; nothing is wrong
   */
  public record Start(String name, Outcome outcome, List<String> warnings, Estimate estimate) {}

  /** A spec that may start. */
  public record Checked(String name, List<String> warnings, Estimate estimate) {}

  private final CampaignStore store;
  private final Preparation preparation;
  private final StatusReader statuses;
  private final Campaigns campaigns;
  private final Forecaster forecaster;
  private final Timeline timeline;
  private final Clock clock;
  private final Budget budget;
  private final Supplier<WorkflowClient> temporal;

  /**
   * @param temporal asked only when a workflow has to be started or told something
   */
  public CampaignService(
      Jdbi jdbi, Supplier<WorkflowClient> temporal, EndpointCheck endpoints, Clock clock) {
    Progress progress = new Progress(jdbi);
    this.store = new CampaignStore(jdbi);
    this.preparation = new Preparation(new GoldPool(jdbi), progress, endpoints);
    this.budget = new Budget(jdbi);
    this.campaigns = new Campaigns(jdbi);
    this.forecaster = new Forecaster(progress);
    this.timeline = new Timeline(jdbi);
    this.clock = clock;
    this.statuses =
        new StatusReader(
            campaigns,
            progress,
            budget,
            new CalibrationReader(jdbi),
            new CanaryReader(jdbi),
            new WageReader(new Payments(jdbi), progress),
            new Reasons(progress, new ModelsDown(new ModelEndpoints(jdbi))),
            clock);
    this.temporal = temporal;
  }

  /**
   * Checks everything, stores it whole, and starts.
   *
   * @throws InvalidInput naming every problem; nothing was stored
   * @throws Refusal when the name belongs to a campaign with another content
   */
  public Start start(Path specFile) throws InvalidInput {
    Preparation.Prepared prepared = preparation.prepare(specFile);
    String name = prepared.campaign().spec().campaign();
    // Asked before anything is stored: a server that does not answer leaves nothing half-started.
    CampaignRuns runs = new CampaignRuns(temporal.get());
    Outcome outcome = Outcome.STARTED;
    if (store.find(name).isPresent()
        || !store.<InvalidInput>insert(prepared.campaign(), prepared::each)) {
      outcome = again(store.find(name).orElseThrow(), prepared);
    }
    if (outcome != Outcome.OVER) {
      runs.start(name);
    }
    return new Start(name, outcome, prepared.warnings(), prepared.estimate());
  }

  /**
   * Checks everything and says what it would cost; stores and starts nothing.
   *
   * @throws InvalidInput naming every problem
   */
  public Checked estimate(Path specFile) throws InvalidInput {
    Preparation.Prepared prepared = preparation.prepare(specFile);
    return new Checked(
        prepared.campaign().spec().campaign(), prepared.warnings(), prepared.estimate());
  }

  private Outcome again(State known, Preparation.Prepared prepared) {
    if (!known.digest().equals(prepared.campaign().digest())) {
      throw Refusal.input(
          "There is already a campaign named %s, with another spec or other inputs. Give this one another name, or start that one's own spec to go on with it."
              .formatted(known.name()));
    }
    return switch (known.status()) {
      case "failed" -> {
        store.restart(known.name());
        yield Outcome.RESUMED;
      }
      case "running" -> Outcome.RESUMED;
      default -> Outcome.OVER;
    };
  }

  /** Starts every campaign that the store calls running; one that runs already is left alone. */
  public List<String> resumeAll() {
    List<String> names = store.running();
    if (!names.isEmpty()) {
      CampaignRuns runs = new CampaignRuns(temporal.get());
      names.forEach(runs::start);
    }
    return names;
  }

  public CampaignStatus pause(String name) {
    return steer(running(name, "paused"), store::pause);
  }

  public CampaignStatus resume(String name) {
    State state = known(name);
    if (state.status().equals("failed")) {
      store.restart(name);
      new CampaignRuns(temporal.get()).start(name);
      return status(name);
    }
    return steer(running(name, "resumed"), store::resume);
  }

  public CampaignStatus cancel(String name) {
    return steer(running(name, "cancelled"), store::cancel);
  }

  /**
   * Sets the most a campaign may cost; one that was paused for want of money goes on.
   *
   * @param usd 0 for no limit
   * @throws Refusal when more is committed already
   */
  public CampaignStatus budget(String name, BigDecimal usd) {
    State state = running(name, "given another budget");
    BigDecimal committed = budget.state(state.id()).committed();
    if (usd.signum() < 0 || usd.stripTrailingZeros().scale() > 2) {
      throw Refusal.input(
          "A budget is an amount in US dollars and whole cents, 0 or more, not %s."
              .formatted(usd.toPlainString()));
    }
    if (usd.signum() > 0 && usd.compareTo(committed) < 0) {
      throw Refusal.state(
          "Campaign %s has already spent or reserved $%s; its budget cannot be lower."
              .formatted(name, committed.setScale(2, RoundingMode.UP).toPlainString()));
    }
    return steer(state, campaign -> store.budget(campaign, usd));
  }

  private CampaignStatus steer(State state, java.util.function.Function<String, State> stored) {
    State now = stored.apply(state.name());
    new CampaignRuns(temporal.get()).steer(now.name(), now.steering());
    return status(now.name());
  }

  /**
   * @throws Refusal when there is no such campaign
   */
  public CampaignStatus status(String name) {
    return statuses.of(known(name));
  }

  /** The status, or nothing when there is no such campaign. */
  public Optional<CampaignStatus> find(String name) {
    return store.find(name).map(statuses::of);
  }

  /** How it came to where it is, or nothing when there is no such campaign. */
  public Optional<CampaignTimeline> timeline(String name) {
    return store.find(name).map(this::timeline);
  }

  private CampaignTimeline timeline(State state) {
    Campaigns.Campaign campaign = campaigns.get(state.name());
    CampaignStatus status = statuses.of(state);
    Instant to = state.finishedAt() == null ? clock.instant() : state.finishedAt();
    Instant end = to.isAfter(state.startedAt()) ? to : state.startedAt().plusSeconds(1);
    return new CampaignTimeline(
        state.name(),
        state.startedAt(),
        end,
        campaign.spec().task().measure(),
        timeline.of(campaign, state.startedAt(), end),
        status.cost().budgetUsd(),
        status.over() ? null : forecaster.of(campaign, status));
  }

  /** Every campaign, the oldest first. */
  public List<CampaignStatus> list() {
    return store.all().stream().map(statuses::of).toList();
  }

  private State running(String name, String wanted) {
    State state = known(name);
    if (!state.running()) {
      throw Refusal.state(
          "Campaign %s is %s; only a running one can be %s."
              .formatted(name, state.status(), wanted));
    }
    return state;
  }

  private State known(String name) {
    return store
        .find(name)
        .orElseThrow(
            () -> {
              List<String> names = store.all().stream().map(State::name).toList();
              return Refusal.input(
                  "There is no campaign named %s%s."
                      .formatted(
                          name, names.isEmpty() ? "" : "; there are: " + String.join(", ", names)));
            });
  }
}
