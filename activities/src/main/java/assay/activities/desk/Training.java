package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What a person asks about practice besides the questions themselves. */
final class Training {
  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Practice practice;
  private final Clock clock;

  Training(Jdbi jdbi, Campaigns campaigns, Practice practice, Clock clock) {
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.practice = practice;
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
    return jdbi.withHandle(h -> practice.examples(h, annotator, campaign));
  }
}
