package assay.domain.measure.quality;

import assay.domain.measure.Answers;
import assay.domain.measure.Estimate;
import assay.domain.measure.Ints;
import assay.domain.measure.inference.Options;

/**
 * How one annotator did on gold questions.
 *
 * @param seen the gold questions answered
 * @param right those answered with exactly the gold label
 * @param sameDirection those answered in the gold label's direction (A, tie, B)
 */
public record GoldRecord(int seen, int right, int sameDirection) {

  /** The exact accuracy with its Wilson interval. */
  public Estimate accuracy() {
    return Wilson.interval(right, seen);
  }

  /** The directional accuracy with its Wilson interval. */
  public Estimate directionalAccuracy() {
    return Wilson.interval(sameDirection, seen);
  }

  /**
   * One record a worker.
   *
   * @param gold the gold label of each task, {@link Options#UNKNOWN} where there is none
   * @param direction the direction of each label; the labels themselves where there are none
   */
  public static GoldRecord[] of(Answers answers, Ints gold, Ints direction) {
    int[] seen = new int[answers.nWorkers()];
    int[] right = new int[answers.nWorkers()];
    int[] same = new int[answers.nWorkers()];
    for (int i = 0; i < answers.size(); i++) {
      int truth = gold.at(answers.task(i));
      if (truth != Options.UNKNOWN) {
        int w = answers.worker(i);
        seen[w]++;
        right[w] += answers.label(i) == truth ? 1 : 0;
        same[w] += direction.at(answers.label(i)) == direction.at(truth) ? 1 : 0;
      }
    }
    GoldRecord[] records = new GoldRecord[seen.length];
    for (int w = 0; w < records.length; w++) {
      records[w] = new GoldRecord(seen[w], right[w], same[w]);
    }
    return records;
  }
}
