package assay.domain.spec;

import assay.domain.TaskType;
import assay.domain.Tier;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** An endpoint that answers chat completions. The key itself is never here, only its variable. */
  public record Model(
      String url,
      String model,
      String apiKeyEnv,
      String system,
      BigDecimal usdPerMillionInput,
      BigDecimal usdPerMillionOutput,
      int maxConcurrent,
      Duration timeout) {}

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
      double spotCheck,
      Calibration calibration) {
    public Prelabel {
      judges = List.copyOf(judges);
      principles = List.copyOf(principles);
      // Campaigns of versions without calibration have none, and go on without.
      calibration = Objects.requireNonNullElse(calibration, Calibration.NONE);
    }
  }

  /**
   * How the judges' confidence becomes a probability, and what happens when it was wrong.
   *
   * @param pairs labelled by people that are wanted before anything is accepted
   * @param maxError the error of accepted labels that spot checks may show, 0 without a limit
   */
  public record Calibration(CalibrationMethod method, int pairs, double maxError, OnError onError) {
    public static final Calibration NONE =
        new Calibration(CalibrationMethod.NONE, 0, 0, OnError.RAISE);
  }

  /** The shape of the curve from confidence to probability. */
  public enum CalibrationMethod {
    AUTO,
    ISOTONIC,
    PLATT,
    NONE
  }

  /** What follows when more accepted labels are wrong than allowed. */
  public enum OnError {
    RAISE,
    PAUSE
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

  /** Whether nothing is accepted before people have shown what the judges' confidence is worth. */
  public boolean calibrates() {
    return hasJudges() && prelabel.calibration.method != CalibrationMethod.NONE;
  }
}
