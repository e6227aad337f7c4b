package assay.workers.report;

import assay.activities.store.AnnotatorWork;
import assay.activities.store.Calibrations;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Canaries;
import assay.activities.store.JudgeEvidence;
import assay.activities.store.JudgeEvidence.Settled;
import assay.domain.Direction;
import assay.domain.PairwiseComparison;
import assay.domain.measure.prediction.SampledMean;
import assay.domain.policy.CalibrationCases;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.CanarySchedule;
import assay.domain.policy.CanarySchedule.Batches;
import assay.domain.policy.JudgeQuality;
import assay.domain.policy.SpotChecks;
import assay.domain.spec.CampaignSpec;
import assay.workers.control.CampaignStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/** Puts a campaign's report together from what is stored. */
public final class ReportReader {
  private final Jdbi jdbi;
  private final Calibrations calibrations;
  private final JudgeEvidence evidence;

  public ReportReader(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.calibrations = new Calibrations(jdbi);
    this.evidence = new JudgeEvidence(jdbi);
  }

  public CampaignReport of(Campaign campaign, CampaignStatus status) {
    CampaignSpec spec = campaign.spec();
    boolean pairs = spec.task() instanceof PairwiseComparison;
    List<Settled> settled = pairs ? evidence.settled(campaign.id()) : List.of();
    List<CalibrationSnapshot> known = calibrations.all(campaign.id());
    List<String> notices = new ArrayList<>();
    List<CampaignReport.Judge> judges = new ArrayList<>();
    List<CampaignReport.Version> versions = new ArrayList<>();
    Map<String, Double> weights = new HashMap<>();
    if (spec.hasJudges()) {
      List<Batches> each = CanarySchedule.versions(new Canaries(jdbi).taken(campaign.id()));
      each.forEach(batches -> versions.add(version(campaign, known, batches, weights)));
      if (each.size() > 1) {
        notices.add(
            "a judge has changed: its curves are those of the batches that one version judged, and a"
                + " pair of the batches in between counts with what people said of it");
      }
      JudgeReader reader = new JudgeReader(spec, evidence, campaign.id());
      spec.prelabel().judges().forEach(judge -> judges.add(reader.of(judge, settled, weights)));
    }
    return new CampaignReport(
        status,
        versions,
        judges,
        known,
        spec.hasJudges() ? calibrations.spotChecks(campaign.id()) : SpotChecks.NONE,
        pairs ? figures(settled, weights, notices) : List.of(),
        new AnnotatorWork(jdbi).of(campaign.id()),
        notices);
  }

  /**
   * @param weights to be added to: how many judged pairs a labelled one stands for
   */
  private CampaignReport.Version version(
      Campaign campaign,
      List<CalibrationSnapshot> known,
      Batches batches,
      Map<String, Double> weights) {
    CampaignSpec spec = campaign.spec();
    CalibrationCases cases =
        new CalibrationCases(
            spec,
            known.stream().filter(each -> each.from() == batches.from()).toList(),
            List.copyOf(
                calibrations
                    .judged(campaign.id(), spec, batches.from(), batches.through())
                    .values()));
    cases.all().forEach(each -> weights.put(each.id(), each.weight()));
    return new CampaignReport.Version(
        batches.from(),
        batches.through() == Integer.MAX_VALUE ? null : (Integer) batches.through(),
        cases.size() < 2 ? null : JudgeQuality.of(spec, cases));
  }

  private static List<CampaignReport.Figure> figures(
      List<Settled> settled, Map<String, Double> weights, List<String> notices) {
    long hidden = settled.stream().filter(ReportReader::neverSeen).count();
    if (hidden > 0) {
      notices.add(
          "%d pair%s decided by judges with no chance of a check: no campaign figure can be given; set prelabel.spot_check"
              .formatted(hidden, hidden == 1 ? " was" : "s were"));
      return List.of();
    }
    List<Settled> estimable =
        settled.stream().filter(pair -> pair.people() != null || canBeUnseen(pair)).toList();
    int left = settled.size() - estimable.size();
    if (left > 0) {
      notices.add(
          "%d pair%s without people's label that people should have seen; the campaign's figures leave them out"
              .formatted(left, left == 1 ? " is" : "s are"));
    }
    List<CampaignReport.Figure> figures = new ArrayList<>();
    figures.add(
        figure(
            "response A is preferred (a tie is half)", estimable, weights, JudgeQuality::winOfA));
    TreeSet<String> matches = new TreeSet<>();
    estimable.forEach(pair -> match(pair).ifPresent(matches::add));
    for (String match : matches) {
      List<Settled> pairs =
          estimable.stream().filter(pair -> match(pair).filter(match::equals).isPresent()).toList();
      figures.add(matchFigure(match, pairs, weights));
    }
    if (estimable.stream().anyMatch(pair -> pair.verdict() != null)) {
      figures.add(agreement(estimable, weights));
    }
    return figures;
  }

  private static boolean neverSeen(Settled pair) {
    return pair.people() == null && pair.sampling() == 0;
  }

  private static boolean canBeUnseen(Settled pair) {
    return pair.sampling() < 1;
  }

  /** The two models of a pair, in the order of their names. */
  private static Optional<String> match(Settled pair) {
    String a = pair.modelA();
    String b = pair.modelB();
    if (a == null || b == null || a.equals(b)) {
      return Optional.empty();
    }
    return Optional.of(a.compareTo(b) < 0 ? a + " over " + b : b + " over " + a);
  }

  private static CampaignReport.Figure matchFigure(
      String match, List<Settled> pairs, Map<String, Double> weights) {
    List<SampledMean.Item> items = new ArrayList<>();
    for (Settled pair : pairs) {
      boolean straight = match.equals(pair.modelA() + " over " + pair.modelB());
      items.add(
          item(
              pair,
              weights,
              side -> straight ? JudgeQuality.winOfA(side) : 1 - JudgeQuality.winOfA(side)));
    }
    return figure(match + " is preferred (a tie is half)", pairs, items);
  }

  private static CampaignReport.Figure figure(
      String what,
      List<Settled> pairs,
      Map<String, Double> weights,
      Function<Direction, Double> value) {
    return figure(what, pairs, pairs.stream().map(pair -> item(pair, weights, value)).toList());
  }

  /**
   * How often people agree with the verdict, of pairs that have one. A panel's is that of the
   * weights known by then.
   */
  private static CampaignReport.Figure agreement(
      List<Settled> settled, Map<String, Double> weights) {
    List<Settled> pairs = settled.stream().filter(pair -> pair.verdict() != null).toList();
    List<SampledMean.Item> items = new ArrayList<>();
    for (Settled pair : pairs) {
      items.add(item(pair, weights, pair.probability(), pair.people() == pair.verdict() ? 1 : 0));
    }
    return figure(
        "people agree with the verdict as it stood when the pair was routed, by side",
        pairs,
        items);
  }

  private static CampaignReport.Figure figure(
      String what, List<Settled> pairs, List<SampledMean.Item> items) {
    return new CampaignReport.Figure(
        what,
        pairs.size(),
        (int) pairs.stream().filter(pair -> pair.people() != null).count(),
        SampledMean.of(items, 0),
        SampledMean.of(items));
  }

  private static SampledMean.Item item(
      Settled pair, Map<String, Double> weights, Function<Direction, Double> value) {
    double prediction = pair.verdict() == null ? 0.5 : value.apply(pair.verdict());
    double label = pair.people() == null ? 0 : value.apply(Objects.requireNonNull(pair.people()));
    return item(pair, weights, prediction, label);
  }

  private static SampledMean.Item item(
      Settled pair, Map<String, Double> weights, double prediction, double label) {
    return pair.people() == null
        ? new SampledMean.Item.Unlabelled(prediction, pair.sampling())
        : new SampledMean.Item.Labelled(
            prediction, Math.min(1, 1 / weights.getOrDefault(pair.id(), 1.0)), label);
  }
}
