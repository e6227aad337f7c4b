package assay.activities.store;

import assay.activities.store.GeneratedPair.Check;
import assay.activities.store.GeneratedPair.Side;
import assay.activities.store.GeneratedPair.Sides;
import assay.domain.Wire;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Responses that models wrote, how each came to be, and what was not worth comparing. */
public final class GeneratedPairs {
  private final Jdbi jdbi;

  public GeneratedPairs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Stores what came of a prompt, all or none; a pair that has its responses keeps them. */
  public void keep(int campaign, int index, GeneratedPair generated) {
    jdbi.useTransaction(
        h -> {
          checks(h, campaign, index, generated);
          Sides sides = generated.sides();
          if (sides != null && texts(h, campaign, index, sides)) {
            side(h, campaign, index, "A", sides, sides.a());
            side(h, campaign, index, "B", sides, sides.b());
          }
        });
  }

  private static void checks(Handle h, int campaign, int index, GeneratedPair generated) {
    if (generated.checks().isEmpty()) {
      return;
    }
    PreparedBatch batch =
        h.prepareBatch(
            "insert into signal_check (campaign, ix, round, lack, dropped)"
                + " values (:c, :ix, :round, :lack, :dropped) on conflict do nothing");
    for (Check check : generated.checks()) {
      batch
          .bind("c", campaign)
          .bind("ix", index)
          .bind("round", check.round())
          .bind("lack", Wire.name(check.lack()))
          .bind("dropped", check.dropped())
          .add();
    }
    batch.execute();
  }

  private static boolean texts(Handle h, int campaign, int index, Sides sides) {
    return h.createUpdate(
                "update pair set response_a = :a, response_b = :b"
                    + " where campaign = :c and ix = :ix and response_a is null")
            .bind("a", sides.a().call().answer())
            .bind("b", sides.b().call().answer())
            .bind("c", campaign)
            .bind("ix", index)
            .execute()
        == 1;
  }

  private static void side(Handle h, int campaign, int index, String name, Sides sides, Side side) {
    h.createUpdate(
            "insert into response (campaign, ix, side, strategy, n, variant, attempt, model,"
                + " temperature, seed, finish_reason, prompt_tokens, completion_tokens, score)"
                + " values (:campaign, :index, :side, :strategy, :n, :variant, :attempt, :model,"
                + " :temperature, :seed, :finishReason, :promptTokens, :completionTokens, :score)")
        .bindMethods(side.call())
        .bind("campaign", campaign)
        .bind("index", index)
        .bind("side", name)
        .bind("strategy", sides.strategy())
        .bind("n", sides.n())
        .bind("score", side.score())
        .execute();
  }
}
