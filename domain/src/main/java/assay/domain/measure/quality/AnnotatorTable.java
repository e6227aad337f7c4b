package assay.domain.measure.quality;

import assay.domain.measure.Answers;
import assay.domain.measure.Ints;
import assay.domain.measure.OthersMajority;
import assay.domain.measure.inference.InferredTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a set of answers says of each annotator, one row each. */
public final class AnnotatorTable {
  private AnnotatorTable() {}

  /**
   * One annotator.
   *
   * @param answers the answers given
   * @param inferredAccuracy the expected share of right answers under the inferred truth
   * @param gold the record on gold questions
   * @param majorityAgreement agreement with the majority of the others; empty if never compared
   * @param reliability the composite score's parts, without seconds
   * @param favourite the label leaned to most, against what others said of the same tasks
   * @param lean how far
   * @param failsGold whether the gold rule says to stop them
   */
  public record Row(
      int worker,
      int answers,
      double inferredAccuracy,
      GoldRecord gold,
      OptionalDouble majorityAgreement,
      Reliability reliability,
      int favourite,
      Lean lean,
      boolean failsGold) {}

  /** One row for each worker with an answer, in order of number. */
  public static List<Row> of(
      Answers answers, InferredTruth truth, Ints gold, Ints direction, GoldRule rule) {
    OthersMajority others = OthersMajority.of(answers);
    GoldRecord[] records = GoldRecord.of(answers, gold, direction);
    Lean[][] leans = Lean.towardsLabels(answers);
    int[] given = answers.workerCounts();
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w < given.length; w++) {
      if (given[w] == 0) {
        continue;
      }
      OptionalDouble agreement =
          others.compared().at(w) == 0
              ? OptionalDouble.empty()
              : OptionalDouble.of(others.share(w, 0));
      OptionalDouble goldAccuracy =
          records[w].seen() == 0
              ? OptionalDouble.empty()
              : OptionalDouble.of((double) records[w].right() / records[w].seen());
      int favourite = favourite(leans[w]);
      rows.add(
          new Row(
              w,
              given[w],
              truth.quality().at(w),
              records[w],
              agreement,
              Reliability.of(goldAccuracy, agreement, OptionalDouble.empty()),
              favourite,
              leans[w][favourite],
              rule.fails(records[w])));
    }
    return List.copyOf(rows);
  }

  /** The label chosen too often with the least probability. */
  private static int favourite(Lean[] leans) {
    int favourite = 0;
    double least = 2;
    for (int k = 0; k < leans.length; k++) {
      if (leans[k].chosen() > leans[k].usual() * leans[k].of() && leans[k].pValue() < least) {
        least = leans[k].pValue();
        favourite = k;
      }
    }
    return favourite;
  }
}
