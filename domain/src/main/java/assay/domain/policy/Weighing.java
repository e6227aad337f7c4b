package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Categorical;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.Tally;
import assay.domain.TaskType;
import assay.domain.measure.Doubles;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.Posterior;
import assay.domain.measure.inference.TruthInference;
import assay.domain.measure.quality.GoldRule;
import assay.domain.measure.quality.JudgmentWeight;
import assay.domain.measure.quality.SpeedBand;
import assay.domain.policy.Crowd.Person;
import assay.domain.spec.CampaignSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Says what people's judgments of an item are worth, by the spec's method of aggregation.
 *
 * <p>Counting methods weigh each judgment; the others give each label its posterior probability.
 * What a model cannot tell apart falls back to the plain votes, and experts' words always count
 * plainly: they decide alone.
 *
 * @param method what ran; never {@code auto}
 * @param why why this one, in a sentence
 */
public record Weighing(TaskType task, Method method, String why, Rule rule) {

  /** The rule behind it. */
  @FunctionalInterface
  public interface Rule {
    Tally tally(int pair, List<Judgment> judgments);
  }

  /** What is assumed of someone without any record. */
  private static final double UNKNOWN_RELIABILITY = 0.5;

  /** The worth of judgments that are all by reviewers or all by experts; at least one. */
  public Tally tally(int pair, List<Judgment> judgments) {
    boolean experts = judgments.stream().anyMatch(j -> j.stage() == Stage.EXPERT);
    return experts ? equal(judgments) : rule.tally(pair, judgments);
  }

  public static Weighing of(CampaignSpec spec, Crowd crowd) {
    TaskType task = spec.task();
    return switch (spec.aggregation().method()) {
      case MAJORITY ->
          new Weighing(task, Method.MAJORITY, "asked for", (pair, judgments) -> equal(judgments));
      case WEIGHTED -> weighted(spec, crowd, "asked for");
      case AUTO ->
          task instanceof Categorical categorical
              ? inferred(spec, categorical, crowd)
              : weighted(spec, crowd, "auto: models of people need labels to choose from");
      case DAWID_SKENE, ONE_COIN, GLAD, MACE, ORDINAL -> inferred(spec, (Categorical) task, crowd);
    };
  }

  private static Tally equal(List<Judgment> judgments) {
    return Tally.equal(answers(judgments));
  }

  private static List<Answer> answers(List<Judgment> judgments) {
    return judgments.stream().map(Judgment::answer).toList();
  }

  private static Weighing weighted(CampaignSpec spec, Crowd crowd, String why) {
    ToDoubleFunction<Judgment> weight = weights(spec, crowd);
    return new Weighing(
        spec.task(),
        Method.WEIGHTED,
        why,
        (pair, judgments) ->
            Tally.weighted(
                answers(judgments),
                Doubles.owned(judgments.stream().mapToDouble(weight).toArray())));
  }

  /** Reliability, lowered by the judgment's speed and by a failed gold rule; always above 0. */
  static ToDoubleFunction<Judgment> weights(CampaignSpec spec, Crowd crowd) {
    Map<Integer, Person> people = new TreeMap<>();
    crowd.people().forEach(person -> people.put(person.annotator(), person));
    return judgment -> {
      Person person = people.get(judgment.annotator());
      double reliability = person == null ? UNKNOWN_RELIABILITY : person.reliability().score();
      boolean fails = person != null && goldRule(spec).fails(person.gold());
      return Math.max(
          JudgmentWeight.LEAST,
          reliability * JudgmentWeight.of(speed(spec.review(), judgment), false, fails));
    };
  }

  private static SpeedBand speed(CampaignSpec.Review review, Judgment judgment) {
    return SpeedBand.of(judgment.tenths() / 10.0, review.minSeconds(), review.maxSeconds());
  }

  private static GoldRule goldRule(CampaignSpec spec) {
    return new GoldRule.Threshold(spec.quality().minGold(), spec.quality().goldThreshold(), true);
  }

  private static Weighing inferred(CampaignSpec spec, Categorical task, Crowd crowd) {
    boolean[] tasks = new boolean[crowd.answers().nTasks()];
    Arrays.fill(tasks, true);
    InferredTruth truth =
        TruthInference.infer(
            crowd.answers().filtered(tasks, kept(spec, crowd)),
            spec.aggregation().method(),
            Options.DEFAULT.withGold(crowd.gold()).withOrdered(task.ordered()));
    Posterior posterior = truth.posterior();
    return new Weighing(
        task,
        truth.method(),
        truth.why(),
        (pair, judgments) -> {
          Tally plain = equal(judgments);
          int first = crowd.task(pair);
          return first == Options.UNKNOWN
              ? plain
              : new Tally(
                  plain.answers(), plain.weights(), part -> probabilities(posterior, first + part));
        });
  }

  /** Empty for what the model cannot tell. */
  private static Optional<Doubles> probabilities(Posterior posterior, int task) {
    if (posterior.confidence(task) == 0) {
      return Optional.empty();
    }
    double[] probabilities = new double[posterior.nLabels()];
    for (int label = 0; label < probabilities.length; label++) {
      probabilities[label] = posterior.probability(task, label);
    }
    return Optional.of(Doubles.owned(probabilities));
  }

  /**
   * Who takes part: people below {@code quality.min_reliability} who also fail on gold do not. The
   * score alone never decides, since its speed term forgives much and its majority term can be
   * earned by following the crowd.
   */
  private static boolean[] kept(CampaignSpec spec, Crowd crowd) {
    boolean[] kept = new boolean[crowd.people().size()];
    for (int w = 0; w < kept.length; w++) {
      Person person = crowd.people().get(w);
      kept[w] =
          person.reliability().isKept(spec.quality().minReliability())
              || !goldRule(spec).fails(person.gold());
    }
    return kept;
  }
}
