package assay.activities.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Files of questions that were handed in; a chunk has at most one for each purpose and model. */
public final class ModelBatches {
  private final Jdbi jdbi;

  public ModelBatches(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * @param first of the chunk
   * @param model its name in the spec
   * @param key by which the server's copy is found again
   * @param remote the server's name for it, null until that is known
   * @param ended whether nothing more will come
   */
  public record Batch(
      int campaign,
      String purpose,
      int first,
      String model,
      int batch,
      int questions,
      String key,
      @Nullable String remote,
      boolean ended,
      Instant createdAt) {}

  /** What is to be handed in, written down first; the one that was written first stays. */
  public Batch begin(
      int campaign, String purpose, int first, String model, int batch, int questions, String key) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "insert into model_batch (campaign, purpose, first, model, batch, questions,"
                        + " key) values (:campaign, :purpose, :first, :model, :batch, :questions,"
                        + " :key) on conflict do nothing")
                .bind("campaign", campaign)
                .bind("purpose", purpose)
                .bind("first", first)
                .bind("model", model)
                .bind("batch", batch)
                .bind("questions", questions)
                .bind("key", key)
                .execute());
    return find(campaign, purpose, first, model).orElseThrow();
  }

  public Optional<Batch> find(int campaign, String purpose, int first, String model) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from model_batch where campaign = :campaign and purpose = :purpose"
                        + " and first = :first and model = :model")
                .bind("campaign", campaign)
                .bind("purpose", purpose)
                .bind("first", first)
                .bind("model", model)
                .map(ModelBatches::map)
                .findOne());
  }

  /** Those of a batch that the server works on, in order. */
  public List<Batch> open(int campaign, int batch, String purpose) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from model_batch where campaign = :campaign and batch = :batch"
                        + " and purpose = :purpose and not ended order by first, model")
                .bind("campaign", campaign)
                .bind("batch", batch)
                .bind("purpose", purpose)
                .map(ModelBatches::map)
                .list());
  }

  public void submitted(Batch batch, String remote) {
    update(batch, "remote = :remote", remote);
  }

  public void ended(Batch batch) {
    update(batch, "ended = true", "");
  }

  private void update(Batch batch, String change, String remote) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update model_batch set "
                        + change
                        + " where campaign = :campaign and purpose = :purpose and first = :first"
                        + " and model = :model")
                .bind("campaign", batch.campaign())
                .bind("purpose", batch.purpose())
                .bind("first", batch.first())
                .bind("model", batch.model())
                .bind("remote", remote)
                .execute());
  }

  private static Batch map(ResultSet row, StatementContext context) throws SQLException {
    return new Batch(
        row.getInt("campaign"),
        row.getString("purpose"),
        row.getInt("first"),
        row.getString("model"),
        row.getInt("batch"),
        row.getInt("questions"),
        row.getString("key"),
        row.getString("remote"),
        row.getBoolean("ended"),
        row.getTimestamp("created_at").toInstant());
  }
}
