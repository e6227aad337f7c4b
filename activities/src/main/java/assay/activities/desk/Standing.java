package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Payments;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How a person is doing, in bands.
 *
 * <p>The band changes only after every tenth label, and looks at labels at least ten back, so that
 * nobody can tell which of them was gold.
 */
final class Standing {
  private static final int BLOCK = 10;
  private static final int LEAST_GOLD = 3;
  private static final double STRONG_GOLD = 0.85;
  private static final double STEADY_GOLD = 0.6;
  private static final double MANY_HASTY = 0.2;

  record Sums(long gold, long right, long hasty, long labels) {
    String band() {
      if (gold < LEAST_GOLD) {
        return "new";
      }
      double accuracy = (double) right / gold;
      double haste = (double) hasty / labels;
      if (accuracy < STEADY_GOLD || haste > MANY_HASTY) {
        return "needs_care";
      }
      return accuracy >= STRONG_GOLD ? "strong" : "steady";
    }
  }

  private record Person(String name, String tier, boolean active) {}

  private final Jdbi jdbi;
  private final Campaigns campaigns;

  Standing(Jdbi jdbi, Campaigns campaigns) {
    this.jdbi = jdbi;
    this.campaigns = campaigns;
  }

  Me of(int annotator) {
    return jdbi.withHandle(
        h -> {
          Person person = person(h, annotator);
          List<Me.Work> work = work(h, annotator);
          long done = work.stream().mapToLong(Me.Work::done).sum();
          long looked = Math.max(0, done / BLOCK - 1) * BLOCK;
          return new Me(
              person.name,
              person.tier,
              done,
              Dollars.plain(
                  work.stream().map(Me.Work::earned).reduce(BigDecimal.ZERO, BigDecimal::add)),
              sums(h, annotator, looked).band(),
              Members.paused(h, annotator),
              work,
              Members.notAdmitted(h, annotator),
              Members.requalifiable(h, annotator).stream()
                  .map(id -> campaigns.get(id).spec())
                  .filter(spec -> spec.quality().requalify())
                  .map(CampaignSpec::campaign)
                  .toList(),
              person.active ? null : suspension(h, annotator));
        });
  }

  private static Me.Suspension suspension(Handle h, int annotator) {
    List<String> campaigns =
        h.createQuery(
                """
                select c.name from member m join campaign c on c.id = m.campaign
                where m.annotator = :me order by c.status = 'running' desc, c.id desc
                """)
            .bind("me", annotator)
            .mapTo(String.class)
            .list();
    return h.createQuery("select suspended_at, suspended_why from account where id = :me")
        .bind("me", annotator)
        .map(
            (row, context) ->
                new Me.Suspension(
                    row.getString("suspended_why"),
                    Optional.ofNullable(row.getObject("suspended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant)
                        .orElse(null),
                    campaigns))
        .one();
  }

  private static Person person(Handle h, int annotator) {
    return h.createQuery("select name, tier, active from account where id = :me")
        .bind("me", annotator)
        .map(
            (row, context) ->
                new Person(
                    row.getString("name"), Me.tier(row.getInt("tier")), row.getBoolean("active")))
        .one();
  }

  private List<Me.Work> work(Handle h, int annotator) {
    List<Me.Work> work = new ArrayList<>();
    for (int id : Members.campaigns(h, annotator)) {
      CampaignSpec spec = campaigns.get(id).spec();
      for (Payments.Earned earned : Payments.earned(h, id, spec, annotator)) {
        work.add(
            new Me.Work(
                spec.campaign(),
                earned.judgments(),
                Dollars.plain(earned.usd()),
                Dollars.plain(earned.bonusUsd()),
                earned.voided(),
                earned.hourlyUsd()));
      }
    }
    return work;
  }

  private static Sums sums(Handle h, int annotator, long labels) {
    return h.createQuery(
            """
            select count(*) filter (where stage = 'gold') as gold,
                   count(*) filter (where stage = 'gold'
                     and not 'gold_incorrect' = any(flags)) as right_gold,
                   count(*) filter (where 'too_fast' = any(flags)) as hasty,
                   count(*) as labels
            from (select stage, flags from lease
                  where annotator = :me and state = 'done' order by number limit :labels) looked
            """)
        .bind("me", annotator)
        .bind("labels", labels)
        .map(
            (row, context) ->
                new Sums(
                    row.getLong("gold"),
                    row.getLong("right_gold"),
                    row.getLong("hasty"),
                    row.getLong("labels")))
        .one();
  }
}
