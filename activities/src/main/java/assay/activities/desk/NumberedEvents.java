package assay.activities.desk;

import assay.domain.DeskEvent;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.TaskType;
import assay.domain.Wire;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reads a batch's numbered events, each label with what its lease says. */
final class NumberedEvents {
  private NumberedEvents() {}

  static List<DeskEvent> after(
      Handle h, int campaign, int batch, int after, int limit, TaskType task) {
    return h.createQuery(
            """
            select e.kind, e.pair, e.stage, e.member, e.lease, e.at, e.reopened,
                   l.answer, l.tenths, l.swapped
            from event e left join lease l on l.number = e.lease
            where e.campaign = :campaign and e.batch = :batch and e.seq > :after
            order by e.seq limit :limit
            """)
        .bind("campaign", campaign)
        .bind("batch", batch)
        .bind("after", after)
        .bind("limit", limit)
        .map((row, context) -> event(row, task))
        .list();
  }

  private static DeskEvent event(ResultSet row, TaskType task) throws SQLException {
    long at = row.getObject("at", OffsetDateTime.class).toInstant().toEpochMilli();
    String kind = row.getString("kind");
    return switch (kind) {
      case "judged", "late" -> new DeskEvent.Judged(judgment(row, task), kind.equals("judged"), at);
      case "withdrawn" ->
          new DeskEvent.Withdrawn(
              row.getInt("pair"), stage(row), row.getInt("member"), row.getLong("lease"), at);
      case "voided" ->
          new DeskEvent.Voided(
              row.getInt("pair"),
              stage(row),
              row.getInt("member"),
              row.getLong("lease"),
              row.getBoolean("reopened"),
              at);
      case "exhausted" -> new DeskEvent.Exhausted(row.getInt("pair"), stage(row), at);
      case "drained" -> new DeskEvent.Drained(at);
      default -> throw new IllegalStateException("no kind of event '" + kind + "'");
    };
  }

  private static Judgment judgment(ResultSet row, TaskType task) throws SQLException {
    return new Judgment(
        row.getInt("pair"),
        stage(row),
        row.getInt("member"),
        task.decode(row.getString("answer")),
        row.getInt("tenths"),
        row.getBoolean("swapped"),
        row.getLong("lease"));
  }

  private static Stage stage(ResultSet row) throws SQLException {
    return Wire.parse(Stage.class, row.getString("stage")).orElseThrow();
  }
}
