package assay.domain.cost;

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
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  static ModelTokens of(CampaignSpec spec, Estimate.Size size, int i) {
    double texts = size.characters() / CHARACTERS_A_TOKEN;
    ModelTokens generation = new ModelTokens(0, 0, 0, BigDecimal.ZERO);
    if (spec.input().prompts() != null) {
      double calls = 2.0 * size.pairs();
      double out = calls * spec.generation().maxTokens() * ANSWER_SHARE[i];
      generation = priced(spec, spec.generation().models(), calls, 2 * texts, out);
      texts += out;
    }
    List<String> judges = spec.prelabel().judges();
    if (judges.isEmpty()) {
      return generation;
    }
    double asked = judges.size() * (spec.prelabel().swapPositions() ? 2.0 : 1.0);
    double calls = asked * size.pairs();
    ModelTokens judging =
        priced(
            spec,
            judges,
            calls,
            asked * (texts + INSTRUCTIONS * size.pairs()),
            calls * spec.prelabel().maxTokens() * ANSWER_SHARE[i]);
    return new ModelTokens(
        generation.calls + judging.calls,
        generation.in + judging.in,
        generation.out + judging.out,
        generation.usd.add(judging.usd));
  }

  /** Models share the calls evenly. */
  private static ModelTokens priced(
      CampaignSpec spec, List<String> models, double calls, double in, double out) {
    BigDecimal usd = BigDecimal.ZERO;
    for (String name : models) {
      CampaignSpec.Model model = spec.model(name);
      usd =
          usd.add(model.usdPerMillionInput().multiply(BigDecimal.valueOf(in)))
              .add(model.usdPerMillionOutput().multiply(BigDecimal.valueOf(out)));
    }
    BigDecimal shared = BigDecimal.valueOf(Math.max(1, models.size())).multiply(MILLION);
    return new ModelTokens(calls, in, out, usd.divide(shared, 10, RoundingMode.HALF_UP));
  }
}
