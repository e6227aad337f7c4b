package assay.activities.aggregation;

import assay.activities.store.Batches;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Evidence;
import assay.activities.store.Labels;
import assay.activities.store.Verdicts;
import assay.domain.Answer;
import assay.domain.Decider;
import assay.domain.Judgment;
import assay.domain.Merkle;
import assay.domain.PairwiseComparison;
import assay.domain.TaskType;
import assay.domain.Verdict;
import assay.domain.Wire;
import assay.domain.policy.Crowd;
import assay.domain.policy.Labeling;
import assay.domain.policy.SettledLabel;
import assay.domain.policy.Weighing;
import assay.workflows.AggregationActivities;
import assay.workflows.BatchOutcome;
import assay.workflows.Chunk;
import assay.workflows.LabelColumns;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Labels from stored evidence; the same evidence gives the same labels, in whatever order it came.
 */
public final class AggregationActivitiesImpl implements AggregationActivities {
  private static final int LONGEST_IN_HISTORY = 1000;

  private final Campaigns campaigns;
  private final Evidence evidence;
  private final Labels labels;
  private final Verdicts verdicts;
  private final Batches batches;
  private final IntConsumer progress;

  public AggregationActivitiesImpl(Jdbi jdbi, Campaigns campaigns) {
    this(jdbi, campaigns, batch -> Activity.getExecutionContext().heartbeat(batch));
  }

  AggregationActivitiesImpl(Jdbi jdbi, Campaigns campaigns, IntConsumer progress) {
    this.campaigns = campaigns;
    this.evidence = new Evidence(jdbi);
    this.labels = new Labels(jdbi);
    this.verdicts = new Verdicts(jdbi);
    this.batches = new Batches(jdbi);
    this.progress = progress;
  }

  @Override
  public LabelColumns aggregateBatch(Chunk batch, String deciders, int lastSeq) {
    Campaign campaign = campaigns.get(batch.campaign());
    Evidence.OfBatch heard = evidence.upTo(campaign, batch.batch(), lastSeq);
    Crowd.Gathering crowd = new Crowd.Gathering(campaign.spec().task());
    add(crowd, heard);
    Weighing weighing = Weighing.of(campaign.spec(), crowd.done());
    SortedMap<Integer, Decider> decided = new TreeMap<>();
    for (int place = 0; place < deciders.length(); place++) {
      if (deciders.charAt(place) != KEPT) {
        decided.put(batch.first() + place, Decider.of(deciders.charAt(place)));
      }
    }
    InputDigest digest = new InputDigest(campaign.spec());
    List<SettledLabel> settled = settle(campaign, decided, heard, weighing, digest);
    labels.save(campaign.id(), batch.batch(), settled);
    return columns(campaign.spec().task(), settled, digest.hex());
  }

  @Override
  public Aggregated aggregateCampaign(String name) {
    Campaign campaign = campaigns.get(name);
    List<BatchOutcome> finished = batches.finished(campaign.id());
    Crowd.Gathering crowd = new Crowd.Gathering(campaign.spec().task());
    for (BatchOutcome batch : finished) {
      add(crowd, evidence.atTheEnd(campaign, batch.number(), batch.lastSeq()));
      progress.accept(batch.number());
    }
    Weighing weighing = Weighing.of(campaign.spec(), crowd.done());
    InputDigest digest = new InputDigest(campaign.spec());
    for (BatchOutcome batch : finished) {
      label(campaign, batch, weighing, digest);
      progress.accept(batch.number());
    }
    return new Aggregated(digest.hex(), Wire.name(weighing.method()), weighing.why());
  }

  private void label(Campaign campaign, BatchOutcome batch, Weighing weighing, InputDigest digest) {
    SortedMap<Integer, Decider> decided = new TreeMap<>();
    labels
        .ofBatch(campaign, batch.number())
        .forEach(label -> decided.put(label.pair(), label.decidedBy()));
    Evidence.OfBatch heard = evidence.atTheEnd(campaign, batch.number(), batch.lastSeq());
    labels.save(campaign.id(), batch.number(), settle(campaign, decided, heard, weighing, digest));
  }

  private static void add(Crowd.Gathering crowd, Evidence.OfBatch heard) {
    heard.pairs().forEach(crowd::addPair);
    heard.gold().forEach(answer -> crowd.addGold(answer.judgment(), answer.known()));
  }

  private List<SettledLabel> settle(
      Campaign campaign,
      SortedMap<Integer, Decider> decided,
      Evidence.OfBatch heard,
      Weighing weighing,
      InputDigest digest) {
    List<SettledLabel> settled = new ArrayList<>(decided.size());
    Map<Integer, Verdict> judged =
        decided.isEmpty()
            ? Map.of()
            : verdicts.calibrated(
                campaign.id(), decided.firstKey(), decided.lastKey() - decided.firstKey() + 1);
    for (int pair : decided.keySet()) {
      Verdict verdict = judged.get(pair);
      List<Judgment> judgments = heard.of(pair);
      Decider decider =
          Labeling.decider(
              campaign.spec().escalation().fallback(),
              Objects.requireNonNull(decided.get(pair)),
              verdict,
              judgments);
      digest.pair(pair, decider, verdict, judgments);
      settled.add(Labeling.of(pair, decider, verdict, judgments, weighing));
    }
    heard.gold().forEach(digest::gold);
    return settled;
  }

  private static LabelColumns columns(TaskType task, List<SettledLabel> settled, String digest) {
    StringBuilder letters = new StringBuilder(settled.size());
    StringBuilder deciders = new StringBuilder(settled.size());
    List<String> answers = new ArrayList<>();
    for (SettledLabel each : settled) {
      Answer label = each.label();
      letters.append(letter(label));
      deciders.append(each.decidedBy().code());
      if (!(task instanceof PairwiseComparison)) {
        answers.add(label == null ? "" : shortened(label.inHistory()));
      }
    }
    return new LabelColumns(
        letters.toString(),
        deciders.toString(),
        settled.stream().mapToInt(SettledLabel::confidence).toArray(),
        settled.stream().mapToInt(SettledLabel::margin).toArray(),
        digest,
        answers);
  }

  /** A whole batch's labels have to fit in one event of a history. */
  private static String shortened(String label) {
    return label.length() <= LONGEST_IN_HISTORY ? label : Merkle.sha256(label);
  }

  private static char letter(@Nullable Answer label) {
    if (label == null) {
      return '-';
    }
    return label instanceof Answer.Preference preference
        ? (char) ('0' + preference.label().ordinal())
        : 'x';
  }
}
