package assay.domain.cost;

import assay.domain.policy.CanarySchedule;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Calls, tokens and dollars of a campaign's models, by a rule of thumb. */
record ModelTokens(double calls, double in, double out, BigDecimal usd) {
  private static final double CHARACTERS_A_TOKEN = 4;

  /** The judge's own instructions around the texts. */
  private static final double INSTRUCTIONS = 300;

  private static final double[] ANSWER_SHARE = {0.25, 0.5, 1};

  /** Share of pairs that tell nothing about a preference, each time that they are generated. */
  private static final double[] WITHOUT_SIGNAL = {0, 0.05, 0.25};

  /** Share of the discount for files that comes true. */
  private static final double[] BY_FILE = {1, 1, 0};

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  static ModelTokens of(CampaignSpec spec, Estimate.Size size, int i) {
    double texts = size.characters() / CHARACTERS_A_TOKEN;
    ModelTokens generation = new ModelTokens(0, 0, 0, BigDecimal.ZERO);
    if (spec.input().prompts() != null) {
      double each = written(spec.generation(), i);
      double response = spec.generation().maxTokens() * ANSWER_SHARE[i];
      double calls = each * size.pairs();
      generation =
          priced(
                  spec,
                  spec.generation().models(),
                  BY_FILE[i],
                  calls,
                  each * texts,
                  calls * response)
              .and(scored(spec, size, i, each, texts / Math.max(1, size.pairs()) + response));
      texts += 2 * size.pairs() * response;
    }
    List<String> judges = spec.prelabel().judges();
    if (judges.isEmpty()) {
      return generation;
    }
    double asked =
        judges.size() * spec.prelabel().samples() * (spec.prelabel().swapPositions() ? 2.0 : 1.0);
    // Gold questions of a canary are about as long as any pair, and never asked by file.
    double in = texts / Math.max(1, size.pairs()) + INSTRUCTIONS;
    double out = spec.prelabel().maxTokens() * ANSWER_SHARE[i];
    double watched = asked * CanarySchedule.questions(spec, size.pairs(), size.gold());
    double calls = asked * size.pairs();
    return generation
        .and(priced(spec, judges, BY_FILE[i], calls, calls * in, calls * out))
        .and(priced(spec, judges, 0, watched, watched * in, watched * out));
  }

  /** Responses written for a pair. */
  private static double written(CampaignSpec.Generation generation, int i) {
    double rounds = 1;
    for (int again = 1; again <= generation.regenerate(); again++) {
      rounds += StrictMath.pow(WITHOUT_SIGNAL[i], again);
    }
    return rounds * once(generation, i);
  }

  private static double once(CampaignSpec.Generation generation, int i) {
    return switch (generation.strategy()) {
      case DIVERSE_MODELS, TEMPERATURE_DIVERSITY -> 2;
      case BEST_OF_N -> generation.n();
      case REJECTION_SAMPLING -> {
        double[] tries = {2, (2 + generation.maxTries()) / 2.0, generation.maxTries()};
        yield tries[i];
      }
    };
  }

  /** An endpoint that scores takes calls but no tokens. */
  private static ModelTokens scored(
      CampaignSpec spec, Estimate.Size size, int i, double each, double text) {
    CampaignSpec.Scoring scoring = spec.generation().scoring();
    double calls = scoring == null ? 0 : each * size.pairs();
    if (scoring == null || scoring.judge() == null) {
      return new ModelTokens(calls, 0, 0, BigDecimal.ZERO);
    }
    return priced(
        spec,
        List.of(scoring.judge()),
        0,
        calls,
        calls * (text + INSTRUCTIONS),
        calls * spec.prelabel().maxTokens() * ANSWER_SHARE[i]);
  }

  private ModelTokens and(ModelTokens other) {
    return new ModelTokens(calls + other.calls, in + other.in, out + other.out, usd.add(other.usd));
  }

  /**
   * Models share the calls evenly.
   *
   * @param byFile share of the discount for files that comes true
   */
  private static ModelTokens priced(
      CampaignSpec spec, List<String> models, double byFile, double calls, double in, double out) {
    BigDecimal usd = BigDecimal.ZERO;
    for (String name : models) {
      CampaignSpec.Model model = spec.model(name);
      CampaignSpec.BatchLane lane = model.batchLane();
      BigDecimal discount =
          lane == null ? BigDecimal.ZERO : lane.discount().multiply(BigDecimal.valueOf(byFile));
      usd =
          model
              .usdPerMillionInput()
              .multiply(BigDecimal.valueOf(in))
              .add(model.usdPerMillionOutput().multiply(BigDecimal.valueOf(out)))
              .multiply(BigDecimal.ONE.subtract(discount))
              .add(usd);
    }
    BigDecimal shared = BigDecimal.valueOf(Math.max(1, models.size())).multiply(MILLION);
    return new ModelTokens(calls, in, out, usd.divide(shared, 10, RoundingMode.HALF_UP));
  }
}
