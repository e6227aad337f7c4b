package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.workflows.BatchOutcome;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** A campaign's batches: where each is, and how each ended. */
public final class Batches {
  private final Jdbi jdbi;

  public Batches(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Writes down all batches that the spec's size gives; those that are there stay. */
  public void plan(Campaign campaign) {
    int size = campaign.spec().batch().size();
    if (campaign.pairs() == 0) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          PreparedBatch rows =
              h.prepareBatch(
                  "insert into batch (campaign, number, first, size) values (?, ?, ?, ?)"
                      + " on conflict do nothing");
          int number = 1;
          for (int first = 0; first < campaign.pairs(); first += size) {
            rows.add(campaign.id(), number++, first, Math.min(size, campaign.pairs() - first));
          }
          rows.execute();
        });
  }

  public void phase(int campaign, int batch, String phase) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update batch set phase = :phase where campaign = :campaign and number ="
                        + " :batch")
                .bind("phase", phase)
                .bind("campaign", campaign)
                .bind("batch", batch)
                .execute());
  }

  /** Records how a batch ended; the first end stands. */
  public void finish(int campaign, BatchOutcome outcome) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update batch set outcome = :outcome, phase = 'done'"
                        + " where campaign = :campaign and number = :batch and outcome is null")
                .bind("outcome", Json.write(outcome))
                .bind("campaign", campaign)
                .bind("batch", outcome.number())
                .execute());
  }

  /** How the finished batches ended, by number. */
  public List<BatchOutcome> finished(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select outcome from batch"
                        + " where campaign = :campaign and outcome is not null order by number")
                .bind("campaign", campaign)
                .map((row, context) -> Json.read(row.getString("outcome"), BatchOutcome.class))
                .list());
  }
}
