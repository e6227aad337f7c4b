package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.Answer;
import assay.domain.Pair;
import assay.domain.TaskType;
import assay.domain.measure.Ints;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What a person asks about practice besides the questions themselves. */
final class Training {
  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Clock clock;

  Training(Jdbi jdbi, Campaigns campaigns, Clock clock) {
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.clock = clock;
  }

  /** Until when a question may be answered, which is always a while; nothing for a real lease. */
  Optional<Instant> renew(int annotator, long number) {
    return jdbi.withHandle(h -> PracticeRow.find(h, number))
        .filter(row -> row.annotator() == annotator && !row.ended())
        .map(row -> clock.instant().plus(campaigns.get(row.campaign()).spec().review().lease()));
  }

  List<Example> examples(int annotator, String name) {
    Campaign campaign =
        campaigns
            .find(name)
            .orElseThrow(() -> DeskRefusal.notFound("There is no campaign named " + name + "."));
    return jdbi.withHandle(h -> examples(h, annotator, campaign));
  }

  /**
   * Worked examples: those of the file, and the questions whose answers the person has been told.
   */
  private static List<Example> examples(Handle h, int annotator, Campaign campaign) {
    return h.createQuery(
            """
            select q.* from question q
            where q.campaign = :campaign and (q.example or exists (
              select 1 from practice p
              where p.campaign = q.campaign and p.question = q.ix and p.annotator = :me
                and p.ended_at is not null))
            order by q.ix
            """)
        .bind("campaign", campaign.id())
        .bind("me", annotator)
        .map(
            (row, context) ->
                example(
                    campaign.spec().task(),
                    PracticeRow.pair(row, row.getInt("ix")),
                    row.getString("explanation")))
        .list();
  }

  private static Example example(TaskType task, Pair pair, String explanation) {
    Answer known = task.decode(Objects.requireNonNull(pair.gold()));
    Ints asWritten = Ints.owned(IntStream.range(0, pair.responses().size()).toArray());
    return new Example(
        Tasks.prompt(pair.prompt()),
        Tasks.shown(pair.responses(), asWritten),
        task.json(known),
        explanation);
  }
}
