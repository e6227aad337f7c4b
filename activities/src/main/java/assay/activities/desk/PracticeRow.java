package assay.activities.desk;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Pairs;
import assay.domain.Pair;
import assay.domain.measure.Ints;
import assay.domain.policy.ShownOrder;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A question that a person was shown, with what it holds.
 *
 * @param attempt the number of the try, 0 after a pause
 * @param pair with its right answer, in the file's order
 * @param ownTenths the desk's own measure: time since it was shown first
 */
record PracticeRow(
    long number,
    int campaign,
    int annotator,
    int attempt,
    int question,
    boolean swapped,
    BigDecimal payUsd,
    boolean ended,
    @Nullable String request,
    @Nullable String reply,
    long ownTenths,
    Pair pair,
    String explanation) {

  /** The response shown at each place. */
  Ints order(Campaign campaign) {
    return ShownOrder.of(
        campaign.spec().task(), campaign.salt(), number, swapped, pair.responses().size());
  }

  private static final String SELECT =
      """
      select p.*, q.id, q.prompt, q.response_a, q.response_b, q.responses, q.label, q.explanation,
        cast(extract(epoch from clock_timestamp() - p.shown_at) * 10 as bigint) as own_tenths
      from practice p join question q on q.campaign = p.campaign and q.ix = p.question
      """;

  static Optional<PracticeRow> find(Handle h, long number) {
    return h.createQuery(SELECT + "where p.number = :number")
        .bind("number", number)
        .map((row, context) -> map(row))
        .findOne();
  }

  static Optional<PracticeRow> inHand(Handle h, int campaign, int annotator) {
    return h.createQuery(
            SELECT + "where p.campaign = :campaign and p.annotator = :me and p.ended_at is null")
        .bind("campaign", campaign)
        .bind("me", annotator)
        .map((row, context) -> map(row))
        .findOne();
  }

  private static PracticeRow map(ResultSet row) throws SQLException {
    return new PracticeRow(
        row.getLong("number"),
        row.getInt("campaign"),
        row.getInt("annotator"),
        row.getInt("try"),
        row.getInt("question"),
        row.getBoolean("swapped"),
        row.getBigDecimal("pay_usd"),
        row.getObject("ended_at") != null,
        row.getString("request"),
        row.getString("reply"),
        row.getLong("own_tenths"),
        pair(row, row.getInt("question")),
        row.getString("explanation"));
  }

  /** A question as the item it asks about. */
  static Pair pair(ResultSet row, int index) throws SQLException {
    return new Pair(
        index,
        row.getString("id"),
        Pairs.prompt(row.getString("prompt")),
        Pairs.responses(row),
        null,
        0,
        null,
        row.getString("label"));
  }
}
