package assay.domain.spec;

import assay.domain.TaskType;
import assay.domain.Tier;
import assay.domain.measure.inference.Method;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
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
    long seed,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> labels,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int points) {

  public CampaignSpec {
    // Campaigns that were stored before other task types could run have none.
    labels = labels == null ? List.of() : List.copyOf(labels);
    rubric = List.copyOf(rubric);
    models = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(models));
  }

  /** The kind of task, with what it needs to know of the spec. */
  @JsonIgnore
  public TaskType task() {
    List<String> dimensions = rubric.stream().map(Criterion::name).toList();
    return TaskType.of(taskType, scale, labels, dimensions, points).orElseThrow();
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
      Scoring scoring = generation.scoring();
      if (scoring != null && scoring.judge() != null) {
        used.add(scoring.judge());
      }
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

  /** Pay for one judgment in review, in US dollars; by the hour, for the estimated time. */
  @JsonIgnore
  public BigDecimal reviewPay() {
    return review.wages.task(review.payUsd, review.tier, task());
  }

  /** Pay for one expert judgment, in US dollars; by the hour, for the estimated time. */
  @JsonIgnore
  public BigDecimal expertPay() {
    return review.wages.task(escalation.payUsd, escalation.tier, task());
  }

  /** The most that one judgment in review may earn, in US dollars. */
  @JsonIgnore
  public BigDecimal mostReviewPay() {
    return review.wages.most(review.payUsd, review.tier, task(), review.maxSeconds);
  }

  /** The most that one expert judgment may earn, in US dollars. */
  @JsonIgnore
  public BigDecimal mostExpertPay() {
    return review.wages.most(escalation.payUsd, escalation.tier, task(), review.maxSeconds);
  }

  /** Pay of an hour, where people are paid by the hour. */
  public Optional<BigDecimal> hourly(boolean expert) {
    return switch (review.wages.mode()) {
      case PER_TASK -> Optional.empty();
      case PER_HOUR ->
          Optional.of(
              expert
                  ? review.wages.rate(escalation.payUsd, escalation.tier)
                  : review.wages.rate(review.payUsd, review.tier));
    };
  }

  /**
   * Paths relative to the spec: pairs, prompts or other items, and perhaps gold questions.
   *
   * @param items of every task type but pairwise comparison
   */
  public record Input(
      @Nullable String pairs,
      @Nullable String prompts,
      @Nullable String gold,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String items) {}

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
      @Nullable BatchLane batchLane,
      VerdictForm verdict) {
    public Model {
      // A history of an older version does not name them.
      api = Objects.requireNonNullElse(api, Api.OPENAI);
      verdict = Objects.requireNonNullElse(verdict, VerdictForm.TEXT);
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
    ANTHROPIC,
    /** An endpoint that only scores; it is no model and has no name under {@code models}. */
    SCORE
  }

  /**
   * Questions handed in as a file, answered within a day at a lower price.
   *
   * @param poll how long to wait before the first look for answers
   * @param discount the share that is taken off the model's prices
   */
  public record BatchLane(Duration poll, BigDecimal discount) {}

  /** How a model gives its verdict when it judges. */
  public enum VerdictForm {
    /** A last line {@code VERDICT: A>B}. */
    TEXT,
    /** A JSON object that the server was given the schema of. */
    JSON_SCHEMA
  }

  /**
   * How two responses come from one prompt.
   *
   * @param n candidates of best_of_n
   * @param regenerate how often a pair without signal is generated anew before it is dropped
   * @param scoring what scores candidates, null when no strategy needs it
   * @param acceptScore least score that rejection_sampling accepts
   * @param maxTries most candidates that rejection_sampling draws in a round
   */
  public record Generation(
      List<String> models,
      Strategy strategy,
      double temperature,
      List<Double> temperatures,
      int maxTokens,
      int n,
      int regenerate,
      @Nullable Scoring scoring,
      double acceptScore,
      int maxTries) {
    public Generation {
      models = List.copyOf(models);
      temperatures = List.copyOf(temperatures);
    }
  }

  public enum Strategy {
    DIVERSE_MODELS,
    TEMPERATURE_DIVERSITY,
    BEST_OF_N,
    REJECTION_SAMPLING
  }

  /**
   * What scores a candidate: a judge by the rubric, or an endpoint of its own.
   *
   * @param judge name of a model, null with an endpoint
   * @param endpoint where to post prompt and response, null with a judge
   */
  public record Scoring(@Nullable String judge, @Nullable Model endpoint) {
    public Scoring {
      if ((judge == null) == (endpoint == null)) {
        throw new IllegalArgumentException("a judge or an endpoint scores, not both");
      }
    }
  }

  /**
   * How judges look at pairs before people do; without judges people label everything.
   *
   * @param samples answers asked for in each order
   * @param dimensions whether a judge that answers in text also scores each dimension of the rubric
   */
  public record Prelabel(
      List<String> judges,
      List<String> principles,
      double temperature,
      int maxTokens,
      boolean swapPositions,
      double acceptConfidence,
      double spotCheck,
      int samples,
      boolean dimensions,
      Calibration calibration,
      Canary canary) {
    public Prelabel {
      // A spec that was stored before there were samples has none.
      samples = Math.max(1, samples);
      judges = List.copyOf(judges);
      principles = List.copyOf(principles);
      // Campaigns of versions without calibration have none, and go on without.
      calibration = Objects.requireNonNullElse(calibration, Calibration.NONE);
      canary = Objects.requireNonNullElse(canary, Canary.OFF);
    }
  }

  /**
   * Gold questions that are put to every judge again and again, to notice a model that changes.
   *
   * @param questions how many, 0 for none
   * @param every batches from one look to the next
   */
  public record Canary(int questions, int every) {
    public static final Canary OFF = new Canary(0, 10);

    /** With fewer no number of changes is beyond chance. */
    public static final int LEAST_QUESTIONS = 5;
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

  /**
   * How many people look at an item, who, and for how long.
   *
   * @param language only for people with it; empty for everybody
   * @param maxShare the largest share of the campaign's reviews that one person may do; 0 for any
   * @param qualification null where everybody is admitted
   */
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
      @Nullable BigDecimal payUsd,
      Specialization specialization,
      String language,
      double maxShare,
      Wages wages,
      @Nullable Qualification qualification) {
    // Campaigns that were stored before these could be chosen have none of them.
    public Review {
      wages = Objects.requireNonNullElse(wages, Wages.PER_TASK);
      specialization = Objects.requireNonNullElse(specialization, Specialization.PREFERRED);
      language = Objects.requireNonNullElse(language, "");
    }
  }

  /** What a pair's domain asks of people. */
  public enum Specialization {
    /** Who is specialized in it gets it first. */
    PREFERRED,
    /** Nobody else gets it. */
    REQUIRED
  }

  /** Whose clock tells how long a judgment took. */
  public enum Seconds {
    MEASURED,
    REPORTED
  }

  /**
   * What happens to items on which people do not agree.
   *
   * @param secondLook whether an expert sees what people said after their own label, and may revise
   *     it; they are shown no gold then
   */
  public record Escalation(
      Tier tier,
      int redundancy,
      Duration deadline,
      Fallback fallback,
      @Nullable BigDecimal payUsd,
      boolean secondLook) {}

  /** What decides when the experts' deadline has passed. */
  public enum Fallback {
    AI,
    DROP,
    WAIT
  }

  /**
   * When a person is stopped by their gold answers, and how else their work is looked at.
   *
   * @param promoteExpert whether experts' labels become gold questions for later campaigns
   * @param requalify whether who is paused may pass the qualification once more
   * @param repeatFraction the share of what a person is shown that they have judged before
   */
  public record Quality(
      double minReliability,
      int minGold,
      double goldThreshold,
      Rule rule,
      boolean promoteExpert,
      boolean requalify,
      double repeatFraction) {
    // Campaigns that were stored before there was a rule go on without one.
    public Quality {
      rule = Objects.requireNonNullElse(rule, Rule.OFF);
    }
  }

  /** How gold answers are held against a person. */
  public enum Rule {
    /** A sequential test, with gold front-loaded for newcomers. */
    SEQUENTIAL,
    /** At least {@code min_gold} of them, and fewer right than {@code gold_threshold}. */
    THRESHOLD,
    OFF
  }

  /** How judgments become one label. */
  public record Aggregation(Method method) {}

  public record Batch(int size, int window) {}

  public record Export(double minConfidence) {}

  public boolean hasJudges() {
    return !prelabel.judges.isEmpty();
  }

  /** Whether nothing is accepted before people have shown what the judges' confidence is worth. */
  public boolean calibrates() {
    return hasJudges() && prelabel.calibration.method != CalibrationMethod.NONE;
  }

  /** Whether gold questions tell when a judge has changed. */
  public boolean watches() {
    return hasJudges() && prelabel.canary.questions > 0;
  }
}
