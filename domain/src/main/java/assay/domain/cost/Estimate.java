package assay.domain.cost;

import assay.domain.policy.CalibrationSchedule;
import assay.domain.policy.GoldPolicy;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.Wages;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a campaign will ask of people and models, in three cases.
 *
 * <p>How many pairs the judges will accept and on how many people will disagree is not known
 * before; the assumptions say what each case takes for it.
 *
 * @param review judgments of pairs by the review tier
 * @param spotChecks blind judgments of pairs that the judges decided
 * @param gold judgments of gold questions
 * @param experts judgments by the experts
 * @param calls requests to models
 */
public record Estimate(
    String campaign,
    int pairs,
    int goldQuestions,
    Range<Long> review,
    Range<Long> spotChecks,
    Range<Long> gold,
    Range<Long> experts,
    Range<Long> calls,
    Range<Long> promptTokens,
    Range<Long> completionTokens,
    BigDecimal reviewPayUsd,
    BigDecimal expertPayUsd,
    Range<BigDecimal> peopleUsd,
    Range<BigDecimal> modelsUsd,
    Range<BigDecimal> totalUsd,
    List<String> assumptions) {

  public Estimate {
    assumptions = List.copyOf(assumptions);
  }

  /**
   * How much there is to do.
   *
   * @param characters of all prompts and ready responses
   * @param people who will review
   */
  public record Size(int pairs, int gold, long characters, int people) {}

  /** Share of pairs that the judges settle in the least, expected and most expensive case. */
  private static final double[] ACCEPTED = {0.8, 0.5, 0};

  /** The same where every verdict is accepted: pairs that have one. */
  private static final double[] READABLE = {1, 0.98, 0.9};

  /** Share of the places between redundancy and max_redundancy that are used. */
  private static final double[] FURTHER_PLACES = {0, 0.25, 1};

  /** Share of reviewed pairs on which people do not agree. */
  private static final double[] DISAGREED = {0, 0.1, 0.3};

  /**
   * How often people are right about gold: a newcomer who always is, an honest one as the test has
   * it, and a clicker, who is never cleared.
   */
  private static final double[] GOLD_RIGHT = {1, GoldPolicy.TEST.honest(), 0.4};

  /** Share of spot checks that contradict the judge. */
  private static final double[] CONTRADICTED = {0, 0.2, 0.4};

  public static Estimate of(CampaignSpec spec, Size size) {
    Case[] cases = new Case[3];
    for (int i = 0; i < 3; i++) {
      cases[i] = new Case(spec, size, i);
    }
    BigDecimal[] people = new BigDecimal[3];
    BigDecimal[] models = new BigDecimal[3];
    for (int i = 0; i < 3; i++) {
      people[i] = cases[i].people(spec);
      models[i] = cases[i].tokens.usd();
    }
    return new Estimate(
        spec.campaign(),
        size.pairs,
        size.gold,
        Range.counts(cases[0].review, cases[1].review, cases[2].review),
        Range.counts(cases[0].spot, cases[1].spot, cases[2].spot),
        Range.counts(cases[0].gold, cases[1].gold, cases[2].gold),
        Range.counts(cases[0].experts, cases[1].experts, cases[2].experts),
        Range.counts(cases[0].tokens.calls(), cases[1].tokens.calls(), cases[2].tokens.calls()),
        Range.counts(cases[0].tokens.in(), cases[1].tokens.in(), cases[2].tokens.in()),
        Range.counts(cases[0].tokens.out(), cases[1].tokens.out(), cases[2].tokens.out()),
        spec.reviewPay(),
        spec.expertPay(),
        Range.dollars(people[0], people[1], people[2]),
        Range.dollars(models[0], models[1], models[2]),
        Range.dollars(people[0].add(models[0]), people[1].add(models[1]), people[2].add(models[2])),
        assumptions(spec, size));
  }

  private static boolean acceptsAll(CampaignSpec spec) {
    return !spec.calibrates() && spec.prelabel().acceptConfidence() == 0;
  }

  private static final class Case {
    final double review;
    final double spot;
    final double gold;
    final double experts;
    final ModelTokens tokens;

    Case(CampaignSpec spec, Size size, int i) {
      long calibrating = (long) CalibrationSchedule.first(spec) * spec.batch().size();
      double open = size.pairs - Math.min(size.pairs, calibrating);
      double accepted = spec.hasJudges() ? open * (acceptsAll(spec) ? READABLE : ACCEPTED)[i] : 0;
      double reviewed = size.pairs - accepted;
      int redundancy = spec.review().redundancy();
      int further = spec.review().maxRedundancy() - redundancy;
      review = reviewed * (redundancy + further * FURTHER_PLACES[i]);
      spot = accepted * spec.prelabel().spotCheck();
      double fraction =
          (size.gold == 0 ? 0 : spec.review().goldFraction()) + spec.quality().repeatFraction();
      double first = newcomers(spec, size, i);
      double between = first * (1 - GoldPolicy.FRONT_LOADED) / GoldPolicy.FRONT_LOADED;
      gold = first + (review + spot - between) * fraction / (1 - fraction);
      // One judgment always agrees with itself.
      double disagreed = spec.review().maxRedundancy() == 1 ? 0 : reviewed * DISAGREED[i];
      experts = (disagreed + spot * CONTRADICTED[i]) * spec.escalation().redundancy();
      tokens = ModelTokens.of(spec, size, i);
    }

    /** Gold questions that are shown before people are known. */
    private double newcomers(CampaignSpec spec, Size size, int i) {
      if (!GoldPolicy.frontLoads(spec, size.gold)) {
        return 0;
      }
      double each = Math.min(size.gold, GoldPolicy.untilCleared(GOLD_RIGHT[i]));
      // Gold is shown between real items only.
      double room = (review + spot) * GoldPolicy.FRONT_LOADED / (1 - GoldPolicy.FRONT_LOADED);
      return Math.min(room, size.people * each);
    }

    BigDecimal people(CampaignSpec spec) {
      return spec.reviewPay()
          .multiply(BigDecimal.valueOf(review + spot + gold))
          .add(spec.expertPay().multiply(BigDecimal.valueOf(experts)))
          .add(WorstCase.bonuses(spec, StrictMath.round(review + spot + gold + experts)));
    }
  }

  private static List<String> assumptions(CampaignSpec spec, Size size) {
    List<String> all = new ArrayList<>();
    if (spec.hasJudges()) {
      long calibrating = (long) CalibrationSchedule.first(spec) * spec.batch().size();
      all.add(
          acceptsAll(spec)
              ? "the judges settle all pairs, 98 % or 90 %: every verdict is accepted, and the"
                  + " other pairs have none"
              : "the judges settle 80 %, 50 % or none of the pairs"
                  + (calibrating == 0
                      ? ""
                      : " after the first %d, which people label to calibrate them"
                          .formatted(Math.min(calibrating, size.pairs))));
    }
    if (spec.review().maxRedundancy() > spec.review().redundancy()) {
      all.add(
          "of the places between redundancy and max_redundancy none, a quarter or all are used");
    }
    if (spec.review().maxRedundancy() > 1) {
      all.add("people disagree on none, 10 % or 30 % of the pairs, which go to experts");
    }
    if (GoldPolicy.frontLoads(spec, size.gold)) {
      all.add(
          "each of %d people answers %.0f, %.0f or %.0f gold questions before the test knows them"
              .formatted(
                  size.people,
                  GoldPolicy.untilCleared(GOLD_RIGHT[0]),
                  GoldPolicy.untilCleared(GOLD_RIGHT[1]),
                  GoldPolicy.untilCleared(GOLD_RIGHT[2])));
    }
    if (size.gold > 0) {
      all.add("gold questions last for everyone; a person who has seen them all is shown no more");
    }
    if (spec.quality().repeatFraction() > 0) {
      all.add("items that a person is shown again are counted with the gold questions");
    }
    if (spec.review().wages().mode() == Wages.Mode.PER_HOUR) {
      all.add("paid by the hour, a judgment takes the seconds that its kind of task is known for");
    }
    if (spec.review().wages().bonus() != null) {
      all.add("every judgment earns its share of a bonus");
    }
    if (spec.hasJudges() || spec.input().prompts() != null) {
      all.add("four characters are a token; answers take a quarter, half or all of max_tokens");
    }
    if (spec.input().prompts() != null && spec.generation().regenerate() > 0) {
      all.add("none, 5 % or a quarter of the pairs tell nothing and are generated anew");
    }
    if (spec.batchPoll(List.copyOf(spec.usedModels())).isPresent()) {
      all.add("files are answered at their discount, or else nothing is answered by file");
    }
    return all;
  }
}
