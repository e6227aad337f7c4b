package assay.domain.spec;

import assay.domain.TaskType;
import assay.domain.Tier;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A campaign as its manager wants it, complete and valid; {@link SpecReader} makes it. */
public record CampaignSpec(
    String campaign,
    Input input,
    String taskType,
    assay.domain.Scale scale,
    @Nullable String guidelines,
    List<Criterion> rubric,
    Map<String, Model> models,
    Generation generation,
    Prelabel prelabel,
    Review review,
    Escalation escalation,
    Quality quality,
    Aggregation aggregation,
    Batch batch,
    BigDecimal budgetUsd,
    Export export,
    long seed) {

  public CampaignSpec {
    rubric = List.copyOf(rubric);
    models = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(models));
  }

  /** The kind of task, with what it needs to know of the spec. */
  @JsonIgnore
  public TaskType task() {
    return TaskType.all(scale).stream()
        .filter(t -> t.name().equals(taskType))
        .findFirst()
        .orElseThrow();
  }

  public Model model(String name) {
    Model model = models.get(name);
    if (model == null) {
      throw new IllegalArgumentException("no model named " + name + " in campaign " + campaign);
    }
    return model;
  }

  /** Names of the models that are asked anything, generators first. */
  public Set<String> usedModels() {
    Set<String> used = new LinkedHashSet<>();
    if (input.prompts() != null) {
      used.addAll(generation.models());
    }
    used.addAll(prelabel.judges());
    return used;
  }

  /**
   * The shortest wait before looking for answers to files; empty when none of the models has them.
   */
  public Optional<Duration> batchPoll(List<String> names) {
    return names.stream()
        .map(name -> model(name).batchLane())
        .filter(Objects::nonNull)
        .map(BatchLane::poll)
        .min(Comparator.naturalOrder());
  }

  /** Pay for one judgment in review, in US dollars. */
  @JsonIgnore
  public BigDecimal reviewPay() {
    return Pay.of(review.payUsd, review.tier, task());
  }

  /** Pay for one expert judgment, in US dollars. */
  @JsonIgnore
  public BigDecimal expertPay() {
    return Pay.of(escalation.payUsd, escalation.tier, task());
  }

  /** Paths relative to the spec: pairs or prompts, and perhaps gold questions. */
  public record Input(@Nullable String pairs, @Nullable String prompts, @Nullable String gold) {}

  /** One dimension of the rubric. */
  public record Criterion(String name, BigDecimal weight, String description) {}

  /**
   * An endpoint that answers questions. The key itself is never here, only its variable.
   *
   * @param requestsPerMinute 0 for no limit; all workers together
   * @param tokensPerMinute 0 for no limit; all workers together
   * @param giveUpAfter how long it may be down before its pairs go on without it
   * @param batchLane null when questions are asked one by one
   */
  public record Model(
      String url,
      String model,
      Api api,
      String apiKeyEnv,
      String system,
      BigDecimal usdPerMillionInput,
      BigDecimal usdPerMillionOutput,
      int maxConcurrent,
      int requestsPerMinute,
      int tokensPerMinute,
      Duration timeout,
      Duration giveUpAfter,
      @Nullable BatchLane batchLane) {
    public Model {
      // A history of an older version does not name them.
      api = Objects.requireNonNullElse(api, Api.OPENAI);
      giveUpAfter = Objects.requireNonNullElse(giveUpAfter, Duration.ofMinutes(10));
    }

    /** Address and model: those who ask the same share its limits. */
    public String endpoint() {
      return url + " " + model;
    }
  }

  /** The languages that model servers speak. */
  public enum Api {
    OPENAI,
    ANTHROPIC
  }

  /**
   * Questions handed in as a file, answered within a day at a lower price.
   *
   * @param poll how long to wait before the first look for answers
   * @param discount the share that is taken off the model's prices
   */
  public record BatchLane(Duration poll, BigDecimal discount) {}

  /** How two responses come from one prompt. */
  public record Generation(
      List<String> models,
      Strategy strategy,
      double temperature,
      List<Double> temperatures,
      int maxTokens) {
    public Generation {
      models = List.copyOf(models);
      temperatures = List.copyOf(temperatures);
    }
  }

  public enum Strategy {
    DIVERSE_MODELS,
    TEMPERATURE_DIVERSITY
  }

  /** How judges look at pairs before people do; without judges people label everything. */
  public record Prelabel(
      List<String> judges,
      List<String> principles,
      double temperature,
      int maxTokens,
      boolean swapPositions,
      double acceptConfidence,
      double spotCheck) {
    public Prelabel {
      judges = List.copyOf(judges);
      principles = List.copyOf(principles);
    }
  }

  /** How many people look at an item, who, and for how long. */
  public record Review(
      Tier tier,
      boolean higherTiers,
      int redundancy,
      int maxRedundancy,
      double minAgreement,
      double goldFraction,
      Duration lease,
      Duration linger,
      Duration remindAfter,
      Duration deadline,
      double minSeconds,
      double maxSeconds,
      Seconds seconds,
      @Nullable BigDecimal payUsd) {}

  /** Whose clock tells how long a judgment took. */
  public enum Seconds {
    MEASURED,
    REPORTED
  }

  /** What happens to items on which people do not agree. */
  public record Escalation(
      Tier tier,
      int redundancy,
      Duration deadline,
      Fallback fallback,
      @Nullable BigDecimal payUsd) {}

  /** What decides when the experts' deadline has passed. */
  public enum Fallback {
    AI,
    DROP,
    WAIT
  }

  public record Quality(double minReliability, int minGold, double goldThreshold) {}

  public record Aggregation(Method method) {}

  /** How judgments become one label. */
  public enum Method {
    MAJORITY,
    WEIGHTED
  }

  public record Batch(int size, int window) {}

  public record Export(double minConfidence) {}

  /** Pay as written, or the tier's hourly rate times the seconds of the task. */
  static final class Pay {
    private Pay() {}

    static BigDecimal of(@Nullable BigDecimal written, Tier tier, TaskType task) {
      return written != null
          ? written
          : tier.hourlyUsd()
              .multiply(BigDecimal.valueOf(task.estimatedSeconds()))
              .divide(BigDecimal.valueOf(3600), 6, java.math.RoundingMode.HALF_UP)
              .stripTrailingZeros();
    }
  }

  public boolean hasJudges() {
    return !prelabel.judges.isEmpty();
  }
}
