package assay.workers.control;

import assay.domain.Pair;
import assay.domain.cost.Estimate;
import assay.domain.cost.WorstCase;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells before the start where a budget may not carry a campaign to its end. It is given the pairs
 * as they are read, for what a batch reserves depends on its texts.
 */
final class BudgetCheck implements Consumer<Pair> {
  private final CampaignSpec spec;
  private final boolean limited;
  private final List<Pair> batch = new ArrayList<>();
  private BigDecimal dearest = BigDecimal.ZERO;
  private int pairs;

  BudgetCheck(CampaignSpec spec) {
    this.spec = spec;
    this.limited = spec.budgetUsd().signum() > 0;
  }

  @Override
  public void accept(Pair pair) {
    if (!limited || pair.gold() != null) {
      return;
    }
    batch.add(pair);
    pairs++;
    if (batch.size() == spec.batch().size()) {
      price();
    }
  }

  private void price() {
    dearest = dearest.max(WorstCase.batch(spec, batch));
    batch.clear();
  }

  /** After the last pair; empty without a limit, and where the limit is enough. */
  Optional<String> warning(Estimate estimate) {
    price();
    BigDecimal most = estimate.totalUsd().most();
    BigDecimal enough = most.max(beforeTheLast(estimate).add(dearest));
    if (!limited || spec.budgetUsd().compareTo(enough) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        spec.budgetUsd().compareTo(dearest) < 0
            ? "budget_usd: $%s is less than the $%s that a batch may reserve before it opens; the campaign pauses there until the budget is raised (a smaller batch.size reserves less)"
                .formatted(dollars(spec.budgetUsd()), dollars(dearest))
            : "budget_usd: $%s may not be enough: the estimate goes up to $%s, and a batch reserves up to $%s before it opens (what it does not need comes back); when the next batch does not fit, the campaign pauses until the budget is raised; $%s should do"
                .formatted(
                    dollars(spec.budgetUsd()), dollars(most), dollars(dearest), dollars(enough)));
  }

  /** What is expected to be spent once only one batch is left to open. */
  private BigDecimal beforeTheLast(Estimate estimate) {
    return estimate
        .totalUsd()
        .expected()
        .multiply(BigDecimal.valueOf(Math.max(0, pairs - spec.batch().size())))
        .divide(BigDecimal.valueOf(Math.max(1, pairs)), 2, RoundingMode.UP);
  }

  private static String dollars(BigDecimal usd) {
    return String.format(Locale.ROOT, "%,.2f", usd.setScale(2, RoundingMode.UP));
  }
}
