package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Direction;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Adds up each annotator's record over a campaign's judgments and turns it into weights. */
public final class QualityLedger {
  /** Least weight of a judgment, so that nobody's word is worth nothing. */
  private static final double LEAST_WEIGHT = 0.045;

  private final Map<Integer, int[]> sums = new TreeMap<>();
  private final Map<Integer, Long> tenths = new TreeMap<>();

  /** Adds the counted judgments of one pair that has no known label. */
  public void addPair(List<Judgment> judgments) {
    List<Judgment> people = judgments.stream().filter(j -> j.stage() != Stage.EXPERT).toList();
    for (Judgment judgment : judgments) {
      int[] sum = seen(judgment);
      if (judgment.stage() != Stage.EXPERT) {
        // One's own vote is left out: it would agree with itself.
        Votes others =
            Votes.equal(people.stream().filter(j -> j.lease() != judgment.lease()).toList());
        others
            .winner()
            .ifPresent(
                majority -> {
                  sum[2]++;
                  sum[3] += direction(judgment) == majority ? 1 : 0;
                });
      }
    }
  }

  /** Adds an answer to a gold question; right means the known direction. */
  public void addGold(Judgment judgment, PreferenceLabel known) {
    int[] sum = seen(judgment);
    sum[0]++;
    sum[1] += direction(judgment) == known.direction() ? 1 : 0;
  }

  private int[] seen(Judgment judgment) {
    int[] sum = sums.computeIfAbsent(judgment.annotator(), a -> new int[5]);
    sum[4]++;
    tenths.merge(judgment.annotator(), (long) judgment.tenths(), Long::sum);
    return sum;
  }

  private static Direction direction(Judgment judgment) {
    return switch (judgment.answer()) {
      case Answer.Preference preference -> preference.label().direction();
    };
  }

  /** Everyone's record, by annotator. */
  public List<AnnotatorRecord> records() {
    List<AnnotatorRecord> records = new ArrayList<>();
    sums.forEach(
        (annotator, s) ->
            records.add(
                new AnnotatorRecord(
                    annotator, s[0], s[1], s[2], s[3], s[4], tenths.getOrDefault(annotator, 0L))));
    return List.copyOf(records);
  }

  /** The weight of one judgment under the spec's method: 1, or reliability lowered by flags. */
  public static ToDoubleFunction<Judgment> weights(
      CampaignSpec spec, List<AnnotatorRecord> records) {
    return switch (spec.aggregation().method()) {
      case MAJORITY -> judgment -> 1.0;
      case WEIGHTED -> {
        Map<Integer, Double> reliability = new TreeMap<>();
        records.forEach(r -> reliability.put(r.annotator(), r.reliability()));
        yield judgment ->
            Math.max(
                LEAST_WEIGHT,
                reliability.getOrDefault(judgment.annotator(), 0.5)
                    * speedFactor(spec.review(), judgment));
      }
    };
  }

  private static double speedFactor(CampaignSpec.Review review, Judgment judgment) {
    double seconds = judgment.tenths() / 10.0;
    return seconds < review.minSeconds() ? 0.3 : seconds > review.maxSeconds() ? 0.8 : 1.0;
  }
}
