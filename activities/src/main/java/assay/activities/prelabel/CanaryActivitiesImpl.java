package assay.activities.prelabel;

import assay.activities.model.ChunkCalls;
import assay.activities.store.Budget;
import assay.activities.store.CampaignStore;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Canaries;
import assay.activities.store.Pairs;
import assay.activities.store.Rejudging;
import assay.domain.Pair;
import assay.domain.Verdict;
import assay.domain.cost.WorstCalls;
import assay.domain.cost.WorstCase;
import assay.domain.judge.Hearing;
import assay.domain.policy.CanaryLook;
import assay.domain.policy.CanaryRule;
import assay.domain.policy.CanaryRule.Comparison;
import assay.domain.spec.CampaignSpec;
import assay.workflows.CanaryActivities;
import assay.workflows.Chunk;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * Puts the first gold questions of a campaign to its judges, as any pair is, and compares what they
 * answer with what they answered before.
 */
public final class CanaryActivitiesImpl implements CanaryActivities {
  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Pairs pairs;
  private final Canaries canaries;
  private final Rejudging rejudging;
  private final Budget budget;
  private final ChunkCalls calls;

  public CanaryActivitiesImpl(Jdbi jdbi, Campaigns campaigns, ChunkCalls calls) {
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.pairs = new Pairs(jdbi);
    this.canaries = new Canaries(jdbi);
    this.rejudging = new Rejudging(jdbi);
    this.budget = new Budget(jdbi);
    this.calls = calls;
  }

  @Override
  public Looked look(String name, int look, int before) {
    Campaign campaign = campaigns.get(name);
    if (of(campaign, look).isEmpty()) {
      List<Pair> gold = gold(campaign);
      if (!budget.reserve(campaign.id(), Map.of(step(look), worst(campaign.spec(), gold)))) {
        return new Looked(false, false, null);
      }
      keep(campaign, judges(campaign, look, before, gold));
    }
    budget.settle(campaign.id(), step(look), canaries.paid(campaign.id(), look));
    boolean changed = of(campaign, look).stream().anyMatch(CanaryLook::changed);
    return new Looked(
        true,
        changed,
        changed ? new CampaignStore(jdbi).find(name).orElseThrow().steering() : null);
  }

  @Override
  public boolean setAside(Chunk batch, int of, int look) {
    Campaign campaign = campaigns.get(batch.campaign());
    int number = batch.batch();
    if (rejudging.begun(campaign.id(), number)) {
      return true;
    }
    List<Integer> alone = rejudging.decidedAlone(campaign.id(), of);
    List<Pair> asked =
        pairs.range(campaign.id(), batch.first(), batch.count()).stream()
            .filter(pair -> alone.contains(pair.index()))
            .toList();
    boolean fits =
        budget.reserve(
            campaign.id(),
            Map.of(
                Budget.models(number), WorstCalls.judging(campaign.spec(), asked),
                Budget.people(number), WorstCase.people(campaign.spec(), asked.size())));
    if (fits) {
      List<String> changed =
          of(campaign, look).stream().filter(CanaryLook::changed).map(CanaryLook::judge).toList();
      rejudging.setAside(campaign.id(), number, of, batch.first(), batch.count(), changed);
    }
    return fits;
  }

  private static String step(int look) {
    return Canaries.purpose(look);
  }

  private static BigDecimal worst(CampaignSpec spec, List<Pair> gold) {
    return WorstCalls.judging(spec, gold).multiply(BigDecimal.valueOf(CanaryRule.ASKINGS));
  }

  /** A look at every judge, empty while it is not stored. */
  private List<CanaryLook> of(Campaign campaign, int look) {
    return canaries.all(campaign.id()).stream().filter(each -> each.look() == look).toList();
  }

  /** Gold questions follow the pairs that are to be labelled. */
  private List<Pair> gold(Campaign campaign) {
    int questions = campaign.spec().prelabel().canary().questions();
    return pairs.range(campaign.id(), campaign.pairs(), Math.min(questions, campaign.gold()));
  }

  private List<CanaryLook> judges(Campaign campaign, int look, int before, List<Pair> gold) {
    List<CanaryLook> all = canaries.all(campaign.id());
    List<CanaryLook> judges = new ArrayList<>();
    for (String judge : campaign.spec().prelabel().judges()) {
      Optional<CanaryLook> reference =
          CanaryRule.reference(all.stream().filter(each -> each.judge().equals(judge)).toList());
      List<String> askings = new ArrayList<>();
      List<List<Integer>> confidences = new ArrayList<>();
      for (int n = 1; n <= (reference.isPresent() ? 1 : CanaryRule.ASKINGS); n++) {
        String purpose = Canaries.purpose(look) + "/" + n;
        List<Verdict> said = ask(campaign, judge, purpose, before, gold);
        askings.add(
            said.stream().map(CanaryRule::sign).map(String::valueOf).collect(Collectors.joining()));
        confidences.add(said.stream().map(CanaryRule::percent).toList());
      }
      Comparison comparison =
          reference
              .map(known -> CanaryRule.compare(known, askings.getFirst(), confidences.getFirst()))
              .orElse(Comparison.NONE);
      List<String> served = canaries.served(campaign.id(), look, judge);
      judges.add(new CanaryLook(judge, look, before, askings, confidences, served, comparison));
    }
    return judges;
  }

  private List<Verdict> ask(
      Campaign campaign, String judge, String purpose, int before, List<Pair> gold) {
    Chunk chunk = new Chunk(campaign.spec().campaign(), before, campaign.pairs(), gold.size());
    var run = calls.open(campaign, purpose, chunk);
    return new JudgeHearings(campaign.spec(), judge, run)
        .of(gold).values().stream().map(Hearing::verdict).toList();
  }

  /** With a pause, if a judge has changed: neither is ever without the other. */
  private void keep(Campaign campaign, List<CanaryLook> judges) {
    String changes =
        judges.stream()
            .filter(CanaryLook::changed)
            .map(CanaryLook::change)
            .collect(Collectors.joining("; "));
    String anew =
        campaign.spec().calibrates()
            ? "; from batch %d on people label first again".formatted(judges.getFirst().before())
            : "";
    jdbi.useTransaction(
        h -> {
          if (Canaries.keep(h, campaign.id(), judges) && !changes.isEmpty()) {
            CampaignStore.pause(h, campaign.spec().campaign(), changes + anew);
          }
        });
  }
}
