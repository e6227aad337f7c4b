package assay.domain.policy;

import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
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
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Turns people's judgments of a pair into votes, by the spec's method of aggregation.
 *
 * <p>Counting methods weigh each judgment; the others give each label its posterior probability.
 * What a model cannot tell apart falls back to the plain votes, and experts' words always count
 * plainly: they decide alone.
 *
 * @param method what ran; never {@code auto}
 * @param why why this one, in a sentence
 */
public record Weighing(Method method, String why, Rule rule) {

  /** The rule behind it. */
  @FunctionalInterface
  public interface Rule {
    Votes votes(int pair, List<Judgment> judgments);
  }

  /** What is assumed of someone without any record. */
  private static final double UNKNOWN_RELIABILITY = 0.5;

  /** Votes of judgments that are all by reviewers or all by experts. */
  public Votes votes(int pair, List<Judgment> judgments) {
    boolean experts = judgments.stream().anyMatch(j -> j.stage() == Stage.EXPERT);
    return experts ? Votes.equal(judgments) : rule.votes(pair, judgments);
  }

  public static Weighing of(CampaignSpec spec, Crowd crowd) {
    return switch (spec.aggregation().method()) {
      case MAJORITY ->
          new Weighing(Method.MAJORITY, "asked for", (pair, judgments) -> Votes.equal(judgments));
      case WEIGHTED -> weighted(spec, crowd);
      case AUTO, DAWID_SKENE, ONE_COIN, GLAD, MACE, ORDINAL -> inferred(spec, crowd);
    };
  }

  private static Weighing weighted(CampaignSpec spec, Crowd crowd) {
    ToDoubleFunction<Judgment> weight = weights(spec, crowd);
    return new Weighing(
        Method.WEIGHTED, "asked for", (pair, judgments) -> Votes.weighted(judgments, weight));
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

  private static Weighing inferred(CampaignSpec spec, Crowd crowd) {
    List<PreferenceLabel> labels = spec.scale().labels();
    boolean[] tasks = new boolean[crowd.answers().nTasks()];
    Arrays.fill(tasks, true);
    InferredTruth truth =
        TruthInference.infer(
            crowd.answers().filtered(tasks, kept(spec, crowd)),
            spec.aggregation().method(),
            Options.DEFAULT.withGold(crowd.gold()).withOrdered(true));
    Posterior posterior = truth.posterior();
    return new Weighing(
        truth.method(),
        truth.why(),
        (pair, judgments) -> {
          int task = crowd.task(pair);
          return task == Options.UNKNOWN || posterior.confidence(task) == 0
              ? Votes.equal(judgments)
              : Votes.of(labels, k -> posterior.probability(task, k));
        });
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
