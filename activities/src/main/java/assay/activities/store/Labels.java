package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Decider;
import assay.domain.TaskType;
import assay.domain.Wire;
import assay.domain.policy.SettledLabel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Settled labels; the campaign's own aggregation replaces those of its batches. */
public final class Labels {
  private final Jdbi jdbi;

  public Labels(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Keeps a batch's labels; those of an earlier aggregation, or of an earlier batch, are replaced,
   * all or none.
   */
  public void save(int campaign, int batch, List<SettledLabel> labels) {
    if (labels.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          PreparedBatch rows =
              h.prepareBatch(
                  """
                  insert into label (campaign, ix, batch, label, confidence, margin, decided_by, votes,
                    judgments)
                  values (:campaign, :ix, :batch, :label, :confidence, :margin, :decided_by, :votes,
                    :judgments)
                  on conflict (campaign, ix) do update set batch = excluded.batch,
                    label = excluded.label, confidence = excluded.confidence,
                    margin = excluded.margin, decided_by = excluded.decided_by,
                    votes = excluded.votes, judgments = excluded.judgments
                  """);
          for (SettledLabel label : labels) {
            rows.bind("campaign", campaign)
                .bind("ix", label.pair())
                .bind("batch", batch)
                .bind("label", label.label() == null ? null : label.label().encode())
                .bind("confidence", label.confidence())
                .bind("margin", label.margin())
                .bind("decided_by", Wire.name(label.decidedBy()))
                .bind("votes", Json.write(label.votes()))
                .bind("judgments", label.judgments())
                .add();
          }
          rows.execute();
        });
  }

  /** A batch's labels in the order of pairs; empty before it was aggregated. */
  public List<SettledLabel> ofBatch(Campaign campaign, int batch) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select ix, label as settled, confidence, margin, decided_by, votes, judgments"
                        + " from label where campaign = :campaign and batch = :batch order by ix")
                .bind("campaign", campaign.id())
                .bind("batch", batch)
                .map((row, context) -> map(row, campaign.spec().task()))
                .list());
  }

  static SettledLabel map(ResultSet row, TaskType task) throws SQLException {
    String label = row.getString("settled");
    return new SettledLabel(
        row.getInt("ix"),
        label == null ? null : task.decode(label),
        row.getInt("confidence"),
        row.getInt("margin"),
        Wire.parse(Decider.class, row.getString("decided_by")).orElseThrow(),
        votes(row.getString("votes")),
        row.getInt("judgments"));
  }

  private static Map<String, Integer> votes(String column) {
    try {
      return Json.MAPPER.readValue(column, new TypeReference<LinkedHashMap<String, Integer>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored votes are not JSON", e);
    }
  }
}
