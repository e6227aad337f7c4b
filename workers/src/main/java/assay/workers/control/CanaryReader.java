package assay.workers.control;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Canaries;
import assay.domain.policy.CanaryLook;
import assay.domain.policy.CanarySchedule.Taken;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What a manager is told of the judges' canary. */
final class CanaryReader {
  private final Canaries canaries;

  CanaryReader(Jdbi jdbi) {
    this.canaries = new Canaries(jdbi);
  }

  CampaignStatus.Canary of(Campaign campaign) {
    List<Taken> taken = canaries.taken(campaign.id());
    List<CampaignStatus.Change> changes = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    List<CanaryLook> looks = canaries.all(campaign.id());
    for (CanaryLook look : looks) {
      look.newlyServed(
              looks.stream()
                  .filter(each -> each.judge().equals(look.judge()) && each.look() < look.look())
                  .toList())
          .ifPresent(notices::add);
      if (look.changed()) {
        // The first look has nothing to compare with, so there is one before this one.
        int first = taken.get(look.look() - 2).before();
        int last = look.before() - 1;
        Canaries.Alone alone = canaries.alone(campaign.id(), first, last);
        changes.add(
            new CampaignStatus.Change(
                look.judge(),
                look.look(),
                look.change(),
                first,
                last,
                alone.labels(),
                alone.again()));
      }
    }
    int questions = Math.min(campaign.spec().prelabel().canary().questions(), campaign.gold());
    return new CampaignStatus.Canary(questions, taken.size(), changes, notices);
  }
}
