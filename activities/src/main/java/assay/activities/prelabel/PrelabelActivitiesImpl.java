package assay.activities.prelabel;

import assay.activities.model.ChunkCalls;
import assay.activities.model.ChunkRun;
import assay.activities.store.Calibrations;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Hearings;
import assay.activities.store.JudgeVerdicts;
import assay.activities.store.ModelCall;
import assay.activities.store.Pairs;
import assay.activities.store.Rejudging;
import assay.activities.store.Verdicts;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.domain.Verdict;
import assay.domain.judge.Hearing;
import assay.domain.judge.Panel;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.Draw;
import assay.domain.policy.EarlierCheck;
import assay.domain.spec.CampaignSpec;
import assay.workflows.Chunk;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Asks the judges about each pair of a chunk, stores their verdicts, and routes the pairs.
 *
 * <p>A verdict that is stored stays: whoever asks again, a retry or a campaign that was started
 * anew, is told the same.
 */
public final class PrelabelActivitiesImpl implements PrelabelActivities {
  private final Campaigns campaigns;
  private final Pairs pairs;
  private final Hearings hearings;
  private final JudgeVerdicts said;
  private final Verdicts verdicts;
  private final Calibrations calibrations;
  private final Rejudging rejudging;
  private final ChunkCalls calls;

  public PrelabelActivitiesImpl(Jdbi jdbi, Campaigns campaigns, ChunkCalls calls) {
    this.campaigns = campaigns;
    this.pairs = new Pairs(jdbi);
    this.hearings = new Hearings(jdbi);
    this.said = new JudgeVerdicts(jdbi);
    this.verdicts = new Verdicts(jdbi);
    this.calibrations = new Calibrations(jdbi);
    this.rejudging = new Rejudging(jdbi);
    this.calls = calls;
  }

  @Override
  public VerdictColumns prelabel(Chunk chunk, int calibration) {
    Campaign campaign = campaigns.get(chunk.campaign());
    List<Pair> asked = pairs.range(campaign.id(), chunk.first(), chunk.count());
    return judge(campaign, chunk, calibration, JUDGING, asked, new Routing.First());
  }

  @Override
  public VerdictColumns judgeAgain(Chunk chunk, int calibration) {
    Campaign campaign = campaigns.get(chunk.campaign());
    Map<Integer, EarlierCheck> again = rejudging.of(campaign.id(), chunk.batch());
    List<Pair> asked = again(campaign, chunk, again);
    return judge(
            campaign,
            chunk,
            calibration,
            PrelabelActivities.judging(chunk.batch()),
            asked,
            new Routing.Again(chunk.batch(), again))
        .among(
            asked.stream().mapToInt(pair -> pair.index() - chunk.first()).toArray(), chunk.count());
  }

  /** The pairs of a chunk that its batch judges again. */
  private List<Pair> again(Campaign campaign, Chunk chunk, Map<Integer, EarlierCheck> again) {
    return pairs.range(campaign.id(), chunk.first(), chunk.count()).stream()
        .filter(pair -> again.containsKey(pair.index()))
        .toList();
  }

  private VerdictColumns judge(
      Campaign campaign,
      Chunk chunk,
      int calibration,
      String purpose,
      List<Pair> asked,
      Routing.Draws draws) {
    CalibrationSnapshot rule =
        calibration == 0 ? null : calibrations.get(campaign.id(), calibration);
    ChunkRun run = calls.open(campaign, purpose, chunk);
    hear(campaign, chunk, run, asked);
    List<List<Verdict>> each = each(campaign, chunk, asked);
    Map<Integer, Verdict> together = new TreeMap<>();
    Panel panel = rule == null ? Panel.EQUAL : rule.panel();
    for (int i = 0; i < asked.size(); i++) {
      Pair pair = asked.get(i);
      together.put(pair.index(), panel.verdict(each.get(i), evenGoesToB(campaign.spec(), pair)));
    }
    verdicts.keep(campaign.id(), together);
    return new Routing(campaign.spec(), rule, draws)
        .columns(
            asked,
            each,
            verdicts.load(campaign.id(), chunk.first(), chunk.count()),
            used -> verdicts.use(campaign.id(), used),
            root(run, asked));
  }

  @Override
  public int submitPrelabel(Chunk chunk) {
    Campaign campaign = campaigns.get(chunk.campaign());
    List<Pair> asked = pairs.range(campaign.id(), chunk.first(), chunk.count());
    return submit(campaign, chunk, JUDGING, asked);
  }

  @Override
  public int submitAgain(Chunk chunk) {
    Campaign campaign = campaigns.get(chunk.campaign());
    List<Pair> asked = again(campaign, chunk, rejudging.of(campaign.id(), chunk.batch()));
    return submit(campaign, chunk, PrelabelActivities.judging(chunk.batch()), asked);
  }

  private int submit(Campaign campaign, Chunk chunk, String purpose, List<Pair> asked) {
    Map<String, List<Pair>> unheard = unheard(campaign, chunk, asked);
    return calls.submit(
        campaign,
        purpose,
        chunk,
        run ->
            unheard.forEach(
                (judge, open) -> new JudgeHearings(campaign.spec(), judge, run).of(open)));
  }

  /** Asks every judge that has not been heard; its verdicts are kept at once. */
  private void hear(Campaign campaign, Chunk chunk, ChunkRun run, List<Pair> asked) {
    unheard(campaign, chunk, asked)
        .forEach(
            (judge, open) -> {
              SortedMap<Integer, Hearing> heard =
                  new JudgeHearings(campaign.spec(), judge, run).of(open);
              hearings.keep(campaign.id(), judge, heard);
              said.keep(campaign.id(), judge, verdictsOf(heard));
            });
  }

  /** The pairs of which a judge has said nothing yet, by judge, in the spec's order. */
  private Map<String, List<Pair>> unheard(Campaign campaign, Chunk chunk, List<Pair> asked) {
    var known = said.load(campaign.id(), chunk.first(), chunk.count());
    Map<String, List<Pair>> unheard = new LinkedHashMap<>();
    for (String judge : campaign.spec().prelabel().judges()) {
      List<Pair> open =
          asked.stream()
              .filter(pair -> !known.getOrDefault(pair.index(), Map.of()).containsKey(judge))
              .toList();
      if (!open.isEmpty()) {
        unheard.put(judge, open);
      }
    }
    return unheard;
  }

  /** The judges' verdicts of each pair, in the spec's order. */
  private List<List<Verdict>> each(Campaign campaign, Chunk chunk, List<Pair> asked) {
    var known = said.load(campaign.id(), chunk.first(), chunk.count());
    List<List<Verdict>> each = new ArrayList<>();
    for (Pair pair : asked) {
      Map<String, Verdict> byJudge = known.getOrDefault(pair.index(), Map.of());
      each.add(
          campaign.spec().prelabel().judges().stream()
              .map(judge -> byJudge.getOrDefault(judge, Verdict.UNREACHABLE))
              .toList());
    }
    return each;
  }

  private static SortedMap<Integer, Verdict> verdictsOf(SortedMap<Integer, Hearing> heard) {
    SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
    heard.forEach((index, hearing) -> verdicts.put(index, hearing.verdict()));
    return verdicts;
  }

  private static boolean evenGoesToB(CampaignSpec spec, Pair pair) {
    return Draw.evenGoesToB(spec.seed(), pair.id());
  }

  private static String root(ChunkRun run, List<Pair> asked) {
    return Merkle.root(asked.stream().map(pair -> leaf(pair, run.calls(pair.index()))).toList());
  }

  /**
   * Texts, then of each call in order: which one, digest of the question, answer, probabilities.
   */
  private static byte[] leaf(Pair pair, List<ModelCall> calls) {
    List<@Nullable String> fields =
        new ArrayList<>(
            Arrays.asList(
                pair.id(), Pairs.write(pair.prompt()), pair.responseA(), pair.responseB()));
    for (ModelCall call : calls) {
      fields.add(call.variant());
      fields.add(Integer.toString(call.attempt()));
      fields.add(call.requestDigest());
      fields.add(call.answer());
      fields.add(call.probabilities());
    }
    return Merkle.leaf(fields.toArray(new String[0]));
  }
}
