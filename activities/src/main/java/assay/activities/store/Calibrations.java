package assay.activities.store;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.measure.calibration.Calibrator;
import assay.domain.policy.CalibrationCases.Judged;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.Draw;
import assay.domain.policy.SpotChecks;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Calibrations by version, and the evidence that they are fitted to. */
public final class Calibrations {
  /**
   * People's label is that of reviewers or experts, or the judges' own that a check confirmed.
   *
   * <p>A pair that was checked before it was judged again is left out: a check that found an error
   * keeps a pair from being judged again, so those that are left are better than the others.
   */
  private static final String JUDGED =
      """
      select v.ix, p.id, v.calibration, v.sampling, l.label as settled, l.decided_by,
        exists (select 1 from item i
          where i.campaign = v.campaign and i.pair = v.ix and i.stage = 'spot_check'
            and i.batch = coalesce(l.batch, i.batch)) as checked
      from verdict v
      join pair p on p.campaign = v.campaign and p.ix = v.ix
      left join label l on l.campaign = v.campaign and l.ix = v.ix
      where v.campaign = :c and v.outcome = 'decided'
        and coalesce(l.batch, v.ix / :size + 1) between :from and :through
        and not exists (
          select 1 from rejudged r
          where r.campaign = v.campaign and r.ix = v.ix and r.batch = l.batch
            and r.checked <> 'never')
      order by v.ix
      """;

  private final Jdbi jdbi;

  public Calibrations(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** All of a campaign, by version. */
  public List<CalibrationSnapshot> all(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select snapshot from calibration where campaign = :c order by version")
                .bind("c", campaign)
                .map((row, context) -> Json.read(row.getString(1), CalibrationSnapshot.class))
                .list());
  }

  /** Those of one epoch, which began with a batch. */
  public List<CalibrationSnapshot> all(int campaign, int from) {
    return all(campaign).stream().filter(snapshot -> snapshot.from() == from).toList();
  }

  public CalibrationSnapshot get(int campaign, int version) {
    return all(campaign).get(version - 1);
  }

  /**
   * Stores a calibration in the caller's transaction; one that is there under its version stays.
   */
  public static boolean keep(Handle h, int campaign, CalibrationSnapshot snapshot) {
    return h.createUpdate(
                """
                insert into calibration
                  (campaign, version, through, method, pairs, accept, alarm, input_digest, snapshot)
                values
                  (:c, :version, :through, :method, :pairs, :accept, :alarm, :digest, :snapshot)
                on conflict do nothing
                """)
            .bind("c", campaign)
            .bind("version", snapshot.version())
            .bind("through", snapshot.through())
            .bind("method", method(snapshot.calibrator()))
            .bind("pairs", snapshot.pairs())
            .bind("accept", snapshot.accept())
            .bind("alarm", snapshot.alarm())
            .bind("digest", snapshot.digest())
            .bind("snapshot", Json.write(snapshot))
            .execute()
        == 1;
  }

  /** The method's name in the spec. */
  public static String method(Calibrator calibrator) {
    return switch (calibrator) {
      case Calibrator.Isotonic i -> "isotonic";
      case Calibrator.Platt p -> "platt";
      case Calibrator.Temperature t -> "temperature";
      case Calibrator.Identity i -> "none";
    };
  }

  private record Row(int index, String id, int rule, boolean checked, @Nullable Direction people) {}

  /**
   * The pairs of the batches from one to another that have a verdict, with what people said of
   * them, in input order.
   */
  public SortedMap<Integer, Judged> judged(int campaign, CampaignSpec spec, int from, int through) {
    List<Row> rows =
        jdbi.withHandle(
            h ->
                h.createQuery(JUDGED)
                    .bind("c", campaign)
                    .bind("size", spec.batch().size())
                    .bind("from", from)
                    .bind("through", through)
                    .map(
                        (row, context) ->
                            new Row(
                                row.getInt("ix"),
                                row.getString("id"),
                                row.getInt("calibration"),
                                row.getBoolean("checked"),
                                people(row.getString("decided_by"), row.getString("settled"))))
                    .list());
    SortedMap<Integer, Map<String, Verdict>> said =
        rows.isEmpty()
            ? new TreeMap<>()
            : new JudgeVerdicts(jdbi)
                .load(
                    campaign,
                    rows.getFirst().index(),
                    rows.getLast().index() - rows.getFirst().index() + 1);
    SortedMap<Integer, Judged> judged = new TreeMap<>();
    for (Row row : rows) {
      Map<String, Verdict> byJudge = said.getOrDefault(row.index(), Map.of());
      List<Verdict> each = new ArrayList<>();
      for (String judge : spec.prelabel().judges()) {
        each.add(byJudge.getOrDefault(judge, Verdict.UNREACHABLE));
      }
      judged.put(
          row.index(),
          new Judged(
              row.id(),
              each,
              Draw.evenGoesToB(spec.seed(), row.id()),
              row.rule(),
              row.checked(),
              row.people()));
    }
    return judged;
  }

  /** Pairs from a batch on with a verdict and people's label so far. */
  public int labelled(int campaign, int from) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select count(*) from verdict v join label l using (campaign, ix)
                    where v.campaign = :c and v.outcome = 'decided' and l.label is not null
                      and l.batch >= :from
                      and l.decided_by in ('human', 'expert', 'spot_check')
                    """)
                .bind("c", campaign)
                .bind("from", from)
                .mapTo(Integer.class)
                .one());
  }

  /** What people found so far among the labels that the judges had decided. */
  public SpotChecks spotChecks(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select count(*) as seen, count(*) filter (
                        where l.decided_by = 'expert' and %s <> %s) as wrong
                    from item i
                    join verdict v on v.campaign = i.campaign and v.ix = i.pair
                    join label l on l.campaign = i.campaign and l.ix = i.pair
                    where i.campaign = :c and i.stage = 'spot_check' and i.batch = l.batch
                      and l.label is not null
                      and l.decided_by in ('expert', 'spot_check')
                    """
                        .formatted(side("l.label"), side("v.label")))
                .bind("c", campaign)
                .map((row, context) -> new SpotChecks(row.getInt("seen"), row.getInt("wrong")))
                .one());
  }

  private static String side(String label) {
    return "translate(" + label + ", '>', '')";
  }

  private static @Nullable Direction people(@Nullable String decidedBy, @Nullable String label) {
    if (decidedBy == null || label == null) {
      return null;
    }
    return switch (decidedBy) {
      case "human", "expert", "spot_check" -> PreferenceLabel.of(label).direction();
      default -> null;
    };
  }
}
