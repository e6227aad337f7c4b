package assay.activities.store;

import assay.domain.Decider;
import assay.domain.PreferenceLabel;
import assay.domain.Wire;
import assay.domain.policy.SettledLabel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

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
                  insert into label (campaign, ix, batch, label, confidence, margin, decided_by, votes)
                  values (:campaign, :ix, :batch, :label, :confidence, :margin, :decided_by, :votes)
                  on conflict (campaign, ix) do update set batch = excluded.batch,
                    label = excluded.label, confidence = excluded.confidence,
                    margin = excluded.margin, decided_by = excluded.decided_by,
                    votes = excluded.votes
                  """);
          for (SettledLabel label : labels) {
            rows.bind("campaign", campaign)
                .bind("ix", label.pair())
                .bind("batch", batch)
                .bind("label", symbol(label.label()))
                .bind("confidence", label.confidence())
                .bind("margin", label.margin())
                .bind("decided_by", Wire.name(label.decidedBy()))
                .bind("votes", votes(label.votes()))
                .add();
          }
          rows.execute();
        });
  }

  /** A batch's labels in the order of pairs; empty before it was aggregated. */
  public List<SettledLabel> ofBatch(int campaign, int batch) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select ix, label as settled, confidence, margin, decided_by, votes"
                        + " from label where campaign = :campaign and batch = :batch order by ix")
                .bind("campaign", campaign)
                .bind("batch", batch)
                .map((row, context) -> map(row))
                .list());
  }

  static SettledLabel map(ResultSet row) throws SQLException {
    String label = row.getString("settled");
    return new SettledLabel(
        row.getInt("ix"),
        label == null ? null : PreferenceLabel.of(label),
        row.getInt("confidence"),
        row.getInt("margin"),
        Wire.parse(Decider.class, row.getString("decided_by")).orElseThrow(),
        votes(row.getString("votes")));
  }

  private static @Nullable String symbol(@Nullable PreferenceLabel label) {
    return label == null ? null : label.symbol();
  }

  private static String votes(Map<PreferenceLabel, Integer> votes) {
    Map<String, Integer> symbols = new LinkedHashMap<>();
    for (PreferenceLabel label : PreferenceLabel.values()) {
      Integer count = votes.get(label);
      if (count != null) {
        symbols.put(label.symbol(), count);
      }
    }
    return Json.write(symbols);
  }

  private static Map<PreferenceLabel, Integer> votes(String column) {
    try {
      Map<String, Integer> symbols =
          Json.MAPPER.readValue(column, new TypeReference<Map<String, Integer>>() {});
      Map<PreferenceLabel, Integer> votes = new EnumMap<>(PreferenceLabel.class);
      symbols.forEach((symbol, count) -> votes.put(PreferenceLabel.of(symbol), count));
      return votes;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored votes are not JSON", e);
    }
  }
}
