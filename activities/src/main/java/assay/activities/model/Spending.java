package assay.activities.model;

import assay.activities.store.Budget;
import assay.activities.store.Campaigns.Campaign;
import assay.workflows.Chunk;
import assay.workflows.OutOfBudget;
import java.math.BigDecimal;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps a chunk's calls within the campaign's budget: the most they can cost is reserved before the
 * first, what they did cost is kept after the last.
 *
 * <p>The worst case covers the whole chunk from its beginning, so a chunk that is tried again has
 * its reservation already.
 */
public final class Spending {
  private final Budget budget;

  public Spending(Jdbi jdbi) {
    this.budget = new Budget(jdbi);
  }

  /**
   * Does the work with its money reserved.
   *
   * @param purpose {@code generate} or {@code judge}
   * @throws io.temporal.failure.ApplicationFailure that the workflow waits out, when it does not
   *     fit
   */
  public <T> T within(
      Campaign campaign, String purpose, Chunk chunk, BigDecimal worst, Supplier<T> work) {
    reserve(campaign, purpose, chunk, worst);
    T done = work.get();
    if (worst.signum() > 0) {
      budget.settle(
          campaign.id(),
          step(purpose, chunk),
          budget.called(campaign.id(), purpose, chunk.first(), chunk.count()));
    }
    return done;
  }

  /** Reserves for work whose cost is settled by a later step. */
  public void reserve(Campaign campaign, String purpose, Chunk chunk, BigDecimal worst) {
    if (worst.signum() > 0 && !budget.reserve(campaign.id(), step(purpose, chunk), worst)) {
      throw OutOfBudget.failure("%s of the pairs from %d on".formatted(purpose, chunk.first() + 1));
    }
  }

  private static String step(String purpose, Chunk chunk) {
    return "%s/%d/%d".formatted(purpose, chunk.batch(), chunk.first());
  }
}
