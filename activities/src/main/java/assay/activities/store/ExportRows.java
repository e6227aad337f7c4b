package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Answer;
import assay.domain.Pair;
import assay.domain.TaskType;
import assay.domain.policy.SettledLabel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Streams what the exported files are made of, however many rows there are. */
public final class ExportRows {
  /** A driver that is not told otherwise loads a whole table into memory. */
  private static final int FETCHED = 1000;

  /** A pair with its settled label. */
  public record Labelled(Pair pair, SettledLabel label, int batch) {}

  /**
   * One answer of a person, counted or not.
   *
   * @param shown as it was given, relative to what was shown
   * @param answer in the input's order
   * @param why it does not count, or that it took another one's place; else null
   */
  public record Judged(
      int pair,
      String id,
      boolean gold,
      int member,
      Answer shown,
      Answer answer,
      boolean swapped,
      int tenths,
      long lease,
      List<String> flags,
      boolean counted,
      @Nullable String why,
      Instant at) {}

  /** One moment of a campaign: everything read from it belongs together. */
  public static final class Snapshot {
    private final Handle handle;
    private final Campaign campaign;

    private Snapshot(Handle handle, Campaign campaign) {
      this.handle = handle;
      this.campaign = campaign;
    }

    /** Pairs with a settled label from index {@code first} on, in input order; close the stream. */
    public Stream<Labelled> labels(int first, int count) {
      return labels(first, count, 0);
    }

    /** The same of what one batch decided; 0 for all. */
    public Stream<Labelled> labels(int first, int count, int batch) {
      return handle
          .createQuery(
              """
              select p.*, l.batch, l.label as settled, l.confidence, l.margin, l.decided_by, l.votes,
                l.judgments
              from label l join pair p on p.campaign = l.campaign and p.ix = l.ix
              where l.campaign = :campaign and l.ix >= :first and l.ix < :end
                and l.batch = coalesce(:batch, l.batch)
              order by l.ix
              """)
          .bind("campaign", campaign.id())
          .bind("first", first)
          .bind("end", (long) first + count)
          .bind("batch", batch == 0 ? null : (Integer) batch)
          .setFetchSize(FETCHED)
          .map(
              (row, context) ->
                  new Labelled(
                      Pairs.map(row, context),
                      Labels.map(row, campaign.spec().task()),
                      row.getInt("batch")))
          .stream();
    }

    /** Every answer anyone gave, by pair, then lease; close the stream. */
    public Stream<Judged> judgments() {
      return handle
          .createQuery(
              """
              select l.pair, p.id, p.gold is not null as gold, l.member, l.shown_answer, l.answer,
                l.swapped, l.tenths, l.number, l.flags, l.counted, l.why, l.ended_at
              from lease l join pair p on p.campaign = l.campaign and p.ix = l.pair
              where l.campaign = :campaign and l.state in ('done', 'withdrawn')
              order by l.pair, l.number
              """)
          .bind("campaign", campaign.id())
          .setFetchSize(FETCHED)
          .map((row, context) -> judged(row))
          .stream();
    }

    /** Everybody who was paid, by number. */
    public List<Payments.Earned> earned() {
      return Payments.earned(handle, campaign.id(), campaign.spec(), null);
    }

    /** Every dollar by its cause; close the stream. */
    public Stream<Payments.Entry> ledger() {
      return Payments.ledger(handle, campaign.id());
    }

    private Judged judged(ResultSet row) throws SQLException {
      TaskType task = campaign.spec().task();
      return new Judged(
          row.getInt("pair"),
          row.getString("id"),
          row.getBoolean("gold"),
          row.getInt("member"),
          task.decode(row.getString("shown_answer")),
          task.decode(row.getString("answer")),
          row.getBoolean("swapped"),
          row.getInt("tenths"),
          row.getLong("number"),
          Arrays.asList((String[]) row.getArray("flags").getArray()),
          row.getBoolean("counted"),
          row.getString("why"),
          Objects.requireNonNull(row.getTimestamp("ended_at")).toInstant());
    }
  }

  /** What is done with a snapshot. */
  @FunctionalInterface
  public interface Reading<X extends Exception> {
    void read(Snapshot snapshot) throws X;
  }

  private final Jdbi jdbi;

  public ExportRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Reads one moment, also while people go on working. */
  public <X extends Exception> void read(Campaign campaign, Reading<X> reading) throws X {
    jdbi.useTransaction(
        TransactionIsolationLevel.REPEATABLE_READ, h -> reading.read(new Snapshot(h, campaign)));
  }
}
