package assay.activities.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** Answered model calls; what is stored is never asked for, nor paid, again. */
public final class ModelCalls {
  private final Jdbi jdbi;
  private final AnswerWriter writer;

  public ModelCalls(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.writer = new AnswerWriter(jdbi);
  }

  /**
   * What one model cost a campaign for one purpose.
   *
   * @param purpose {@code generate}, {@code judge} or {@code canary}
   */
  public record Spent(
      String purpose,
      String model,
      long calls,
      long promptTokens,
      long completionTokens,
      BigDecimal usd) {}

  /** Calls of a run of pairs, ordered by pair, variant and attempt. */
  public List<ModelCall> load(int campaign, String purpose, int first, int count) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from model_call where campaign = :c and purpose = :purpose"
                        + " and ix >= :first and ix < :end"
                        + " order by ix, variant collate \"C\", attempt")
                .bind("c", campaign)
                .bind("purpose", purpose)
                .bind("first", first)
                .bind("end", (long) first + count)
                .map(ModelCalls::map)
                .list());
  }

  /** Stores an answer; the one that was stored first under the same key stays and is returned. */
  public ModelCall keep(int campaign, ModelCall call) throws InterruptedException {
    try {
      return writer.write(campaign, call).get() ? call : stored(campaign, call);
    } catch (ExecutionException e) {
      throw new StoreFailure("an answer could not be stored", e);
    }
  }

  private ModelCall stored(int campaign, ModelCall call) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from model_call where campaign = :campaign and ix = :index"
                        + " and purpose = :purpose and variant = :variant and attempt = :attempt")
                .bind("campaign", campaign)
                .bindMethods(call)
                .map(ModelCalls::map)
                .one());
  }

  /** What the models cost so far, by purpose and model. */
  public List<Spent> spent(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select split_part(purpose, '/', 1) as purpose, model, count(*) as calls, sum(prompt_tokens) as prompt_tokens,"
                        + " sum(completion_tokens) as completion_tokens, sum(usd) as usd"
                        + " from model_call where campaign = :c"
                        + " group by 1, model order by 1, model collate \"C\"")
                .bind("c", campaign)
                .map(
                    (row, context) ->
                        new Spent(
                            row.getString("purpose"),
                            row.getString("model"),
                            row.getLong("calls"),
                            row.getLong("prompt_tokens"),
                            row.getLong("completion_tokens"),
                            row.getBigDecimal("usd")))
                .list());
  }

  private static ModelCall map(ResultSet row, StatementContext context) throws SQLException {
    return new ModelCall(
        row.getInt("ix"),
        row.getString("purpose"),
        row.getString("variant"),
        row.getInt("attempt"),
        row.getString("model"),
        row.getDouble("temperature"),
        row.getLong("seed"),
        row.getString("request_digest"),
        row.getString("answer"),
        row.getString("finish_reason"),
        row.getString("probabilities"),
        row.getInt("prompt_tokens"),
        row.getInt("completion_tokens"),
        row.getBigDecimal("usd"),
        row.getString("served"));
  }
}
