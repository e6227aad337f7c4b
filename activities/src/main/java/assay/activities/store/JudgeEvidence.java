package assay.activities.store;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.Wire;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What judges said of a campaign's pairs, beside people, for its report. */
public final class JudgeEvidence {

  /**
   * A pair whose batch is settled.
   *
   * @param verdict the direction of the judges' verdict, null without one
   * @param probability that people agree with it, raw confidence without calibration, 0 without one
   * @param sampling probability that a person saw it, 1 without judges
   * @param people the direction of people's label, null without one
   * @param modelA the model that generated response A, null for a ready response
   * @param longerBy characters that response A is longer by
   */
  public record Settled(
      String id,
      @Nullable Direction verdict,
      double probability,
      double sampling,
      @Nullable Direction people,
      @Nullable String modelA,
      @Nullable String modelB,
      int longerBy) {}

  /** An answer of a judge; the variant names judge, order and sample. */
  public record Answer(String id, String variant, int attempt, String text) {}

  private static final String SETTLED =
      """
      select p.id, v.label as said, coalesce(v.probability, v.confidence, 0) as probability,
        coalesce(v.sampling, 1000000) as sampling,
        case when l.decided_by in ('human', 'expert', 'spot_check') then l.label end as people,
        length(coalesce(p.response_a, '')) - length(coalesce(p.response_b, '')) as longer_by,
        %s as model_a, %s as model_b
      from label l
      join pair p on p.campaign = l.campaign and p.ix = l.ix
      left join verdict v on v.campaign = l.campaign and v.ix = l.ix
      where l.campaign = :c
      order by l.ix
      """
          .formatted(writer("A"), writer("B"));

  private final Jdbi jdbi;

  public JudgeEvidence(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private static String writer(String side) {
    return """
    (select r.model from response r
      where r.campaign = p.campaign and r.ix = p.ix and r.side = '%s')\
    """
        .formatted(side);
  }

  /** In the order of the input. */
  public List<Settled> settled(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(SETTLED)
                .bind("c", campaign)
                .map(
                    (row, context) ->
                        new Settled(
                            row.getString("id"),
                            direction(row.getString("said")),
                            row.getInt("probability") / 1e6,
                            row.getInt("sampling") / 1e6,
                            direction(row.getString("people")),
                            row.getString("model_a"),
                            row.getString("model_b"),
                            row.getInt("longer_by")))
                .list());
  }

  /** What one judge said, by pair; the direction of its verdict. */
  public Map<String, Direction> verdicts(int campaign, String judge) {
    Map<String, Direction> verdicts = new LinkedHashMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "select p.id, j.label from judge_verdict j join pair p using (campaign, ix)"
                        + " where j.campaign = :c and j.judge = :judge and j.label is not null"
                        + " order by j.ix")
                .bind("c", campaign)
                .bind("judge", judge)
                .map(
                    (row, context) ->
                        verdicts.put(
                            row.getString("id"),
                            PreferenceLabel.of(row.getString("label")).direction()))
                .list());
    return verdicts;
  }

  /** How often hearing one judge on a settled pair ended in each way. */
  public Map<Verdict.Outcome, Integer> outcomes(int campaign, String judge) {
    Map<Verdict.Outcome, Integer> outcomes = new EnumMap<>(Verdict.Outcome.class);
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "select j.outcome, count(*) as pairs from judge_verdict j"
                        + " join label l using (campaign, ix)"
                        + " where j.campaign = :c and j.judge = :judge group by j.outcome")
                .bind("c", campaign)
                .bind("judge", judge)
                .map(
                    (row, context) ->
                        outcomes.put(
                            Wire.parse(Verdict.Outcome.class, row.getString("outcome"))
                                .orElseThrow(),
                            row.getInt("pairs")))
                .list());
    return outcomes;
  }

  /** All answers that its verdicts rest on, by pair, variant and attempt. */
  public List<Answer> answers(int campaign, String judge) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select p.id, m.variant, m.attempt, m.answer from model_call m"
                        + " join pair p using (campaign, ix)"
                        + " where m.campaign = :c and m.model = :judge and m.purpose = 'judge' ||"
                        + " coalesce((select '/' || max(r.batch) from rejudged r"
                        + " where r.campaign = m.campaign and r.ix = m.ix"
                        + " and m.model = any(r.judges)), '')"
                        + " order by m.ix, m.variant collate \"C\", m.attempt")
                .bind("c", campaign)
                .bind("judge", judge)
                .map(
                    (row, context) ->
                        new Answer(
                            row.getString("id"),
                            row.getString("variant"),
                            row.getInt("attempt"),
                            row.getString("answer")))
                .list());
  }

  private static @Nullable Direction direction(@Nullable String label) {
    return Optional.ofNullable(label)
        .map(PreferenceLabel::of)
        .map(PreferenceLabel::direction)
        .orElse(null);
  }
}
