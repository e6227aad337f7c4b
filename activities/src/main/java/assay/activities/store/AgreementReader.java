package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.PeoplesAgreement.Measure;
import assay.domain.Answer;
import assay.domain.Classification;
import assay.domain.FreeText;
import assay.domain.LikertScale;
import assay.domain.MultiTurnDialog;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceRanking;
import assay.domain.SpanAnnotation;
import assay.domain.Tally;
import assay.domain.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jdbi.v3.core.Jdbi;

/** Compares what people said of the same items. */
final class AgreementReader {
  private static final int COMPARED = 5000;

  private final Jdbi jdbi;

  AgreementReader(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Compares counted reviews of the same item with each other. */
  PeoplesAgreement of(Campaign campaign) {
    TaskType task = campaign.spec().task();
    return switch (task) {
      case PairwiseComparison pairs ->
          alike(campaign, Measure.SAME_SIDE, "translate(answer, '>', '')");
      case Classification classes -> alike(campaign, Measure.SAME_LABEL, "answer");
      case FreeText text -> {
        PeoplesAgreement found = alike(campaign, Measure.NONE, "answer");
        yield new PeoplesAgreement(found.measure(), found.items(), OptionalDouble.empty());
      }
      case PreferenceRanking t -> withConsensus(campaign, t);
      case LikertScale t -> withConsensus(campaign, t);
      case SpanAnnotation t -> withConsensus(campaign, t);
      case MultiTurnDialog t -> withConsensus(campaign, t);
    };
  }

  private PeoplesAgreement alike(Campaign campaign, Measure measure, String side) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
        with votes as (
          select pair, %s as side, count(*) as n
          from lease
          where campaign = :c and state = 'done' and counted and stage = 'review'
          group by 1, 2),
        pairs as (
          select sum(n) as n, sum(n * (n - 1)) / 2 as same from votes group by pair)
        select count(*), coalesce(sum(n * (n - 1) / 2), 0), coalesce(sum(same), 0)
        from pairs where n >= 2
        """
                        .formatted(side))
                .bind("c", campaign.id())
                .map(
                    (row, context) -> {
                      double comparisons = row.getLong(2);
                      OptionalDouble share =
                          comparisons == 0
                              ? OptionalDouble.empty()
                              : OptionalDouble.of(row.getLong(3) / comparisons);
                      return new PeoplesAgreement(measure, row.getLong(1), share);
                    })
                .one());
  }

  /** Not in SQL, and so of the last judgments alone: a status is asked for every few seconds. */
  private PeoplesAgreement withConsensus(Campaign campaign, TaskType task) {
    Map<Integer, List<Answer>> answers = new LinkedHashMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    """
                    select pair, answer from lease
                    where campaign = :c and state = 'done' and counted and stage = 'review'
                    order by number desc limit :most
                    """)
                .bind("c", campaign.id())
                .bind("most", COMPARED)
                .map(
                    (row, context) ->
                        answers
                            .computeIfAbsent(row.getInt("pair"), p -> new ArrayList<>())
                            .add(task.decode(row.getString("answer"))))
                .list());
    List<Tally> compared =
        answers.values().stream().filter(all -> all.size() > 1).map(Tally::equal).toList();
    return new PeoplesAgreement(
        Measure.WITH_CONSENSUS,
        compared.size(),
        compared.stream()
            .mapToDouble(tally -> tally.agreement(task, task.consensus(tally).label()))
            .average());
  }
}
