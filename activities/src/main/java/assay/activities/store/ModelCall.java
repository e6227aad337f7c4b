package assay.activities.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An answered call of a model, kept for ever under its natural key.
 *
 * @param index of the pair in the campaign
 * @param purpose {@code generate}, {@code judge} or a canary's: {@code canary/2/1} is the first
 *     asking of look 2
 * @param variant which of the calls a pair needs: {@code first}, {@code second}, {@code gpt/ab}
 * @param attempt 1, and 2 after an answer that could not be used
 * @param model its name in the spec
 * @param probabilities the five labels' probabilities as shown, a JSON array; null without
 *     log-probabilities
 * @param served who answered, in the server's own words; empty when it did not say
 */
public record ModelCall(
    int index,
    String purpose,
    String variant,
    int attempt,
    String model,
    double temperature,
    long seed,
    String requestDigest,
    String answer,
    String finishReason,
    @Nullable String probabilities,
    int promptTokens,
    int completionTokens,
    BigDecimal usd,
    String served) {

  /** Price of a call in US dollars, kept to ten decimals. */
  public static BigDecimal usd(
      int promptTokens,
      int completionTokens,
      BigDecimal perMillionInput,
      BigDecimal perMillionOutput) {
    return perMillionInput
        .multiply(BigDecimal.valueOf(promptTokens))
        .add(perMillionOutput.multiply(BigDecimal.valueOf(completionTokens)))
        .movePointLeft(6)
        .setScale(10, RoundingMode.HALF_UP);
  }
}
