package assay.domain.cost;

import assay.domain.Pair;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The most that asking models about a batch can cost, in US dollars: what is reserved before it
 * opens.
 *
 * <p>No token is less than a byte, so a text has at most as many tokens as bytes. Every question
 * may be asked twice (the reminder), every pair generated anew as often as the spec allows, and
 * every answer as long as it may be. A response that another model will read counts {@link #REREAD}
 * times its longest length, since its tokens are not that model's.
 */
public final class WorstCalls {
  /** Instructions and forms around the texts, in tokens: several times what they have. */
  private static final long INSTRUCTIONS = 2_000;

  private static final long REREAD = 2;
  private static final int ATTEMPTS = 2;
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  private final CampaignSpec spec;

  private WorstCalls(CampaignSpec spec) {
    this.spec = spec;
  }

  /** What generating these pairs, if they are prompts, and judging them can cost. */
  public static BigDecimal of(CampaignSpec spec, List<Pair> pairs) {
    List<Pair> prompts = pairs.stream().filter(pair -> !pair.complete()).toList();
    return generating(spec, prompts).add(judging(spec, pairs));
  }

  /** What judging these pairs can cost, a response that is still to be written at its longest. */
  public static BigDecimal judging(CampaignSpec spec, List<Pair> pairs) {
    WorstCalls worst = new WorstCalls(spec);
    long orders = spec.prelabel().swapPositions() ? 2 : 1;
    long calls = orders * spec.prelabel().samples() * ATTEMPTS;
    long own =
        INSTRUCTIONS
            + spec.prelabel().principles().stream().mapToLong(WorstCalls::bytes).sum()
            + spec.rubric().stream().mapToLong(c -> bytes(c.name() + c.description())).sum();
    BigDecimal usd = BigDecimal.ZERO;
    for (Pair pair : pairs) {
      long responses =
          pair.complete()
              ? bytes(pair.responseA()) + bytes(pair.responseB())
              : 2 * REREAD * spec.generation().maxTokens();
      long in = own + prompt(pair) + responses;
      for (String judge : spec.prelabel().judges()) {
        usd = usd.add(worst.calls(judge, calls, in, spec.prelabel().maxTokens()));
      }
    }
    return dollars(usd);
  }

  /** What generating responses to these prompts can cost, scores included. */
  public static BigDecimal generating(CampaignSpec spec, List<Pair> prompts) {
    WorstCalls worst = new WorstCalls(spec);
    CampaignSpec.Generation generation = spec.generation();
    long each =
        switch (generation.strategy()) {
          case DIVERSE_MODELS, TEMPERATURE_DIVERSITY -> 2;
          case BEST_OF_N -> generation.n();
          case REJECTION_SAMPLING -> generation.maxTries();
        };
    long responses = each * (1 + generation.regenerate());
    BigDecimal usd = BigDecimal.ZERO;
    for (Pair prompt : prompts) {
      long in = INSTRUCTIONS + prompt(prompt);
      BigDecimal dearest = BigDecimal.ZERO;
      for (String model : generation.models()) {
        dearest = dearest.max(worst.calls(model, responses, in, generation.maxTokens()));
      }
      usd = usd.add(dearest);
      CampaignSpec.Scoring scoring = generation.scoring();
      if (scoring != null && scoring.judge() != null) {
        usd =
            usd.add(
                worst.calls(
                    scoring.judge(),
                    responses * ATTEMPTS,
                    in + REREAD * generation.maxTokens(),
                    spec.prelabel().maxTokens()));
      }
    }
    return dollars(usd);
  }

  private BigDecimal calls(String name, long calls, long in, long out) {
    CampaignSpec.Model model = spec.model(name);
    return model
        .usdPerMillionInput()
        .multiply(BigDecimal.valueOf(in + bytes(model.system())))
        .add(model.usdPerMillionOutput().multiply(BigDecimal.valueOf(out)))
        .multiply(BigDecimal.valueOf(calls));
  }

  private static long prompt(Pair pair) {
    return pair.prompt().messages().stream().mapToLong(turn -> bytes(turn.content()) + 16).sum();
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static BigDecimal dollars(BigDecimal millionths) {
    return millionths.divide(MILLION, 10, RoundingMode.UP);
  }
}
