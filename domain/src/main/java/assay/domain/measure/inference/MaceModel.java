package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import java.util.Arrays;

/**
 * An annotator knows the answer with some probability, and else draws from a habit of their own.
 *
 * <p>Hovy et al., Learning Whom to Trust with MACE (2013), section 3, as a confusion matrix: P(l |
 * k) = theta [l = k] + (1 - theta) habit(l). Whether an answer was known is a second hidden
 * variable; its expectation follows from the same counts. Both get a symmetric prior of {@link
 * #PSEUDO} counts, so that a habit is never impossible.
 */
final class MaceModel implements ConfusionModel {
  private static final double PSEUDO = 0.5;

  private final int q;
  private final double[] knows;
  private final double[] habit;
  private final double[] confusion;

  MaceModel(Answers answers) {
    this.q = answers.nLabels();
    this.knows = new double[answers.nWorkers()];
    this.habit = new double[answers.nWorkers() * q];
    this.confusion = new double[ConfusionEm.cells(answers)];
    Arrays.fill(knows, 0.5);
    Arrays.fill(habit, 1.0 / q);
  }

  @Override
  public void maximise(double[] counts) {
    double[] spam = new double[q];
    for (int w = 0; w < knows.length; w++) {
      double known = 0;
      double spammed = 0;
      for (int l = 0; l < q; l++) {
        double right = counts[(w * q + l) * q + l];
        double given = 0;
        for (int k = 0; k < q; k++) {
          given += counts[(w * q + l) * q + k];
        }
        double share = knows[w] / (knows[w] + (1 - knows[w]) * habit[w * q + l]);
        known += right * share;
        spam[l] = given - right * share;
        spammed += spam[l];
      }
      knows[w] = (known + PSEUDO) / (known + spammed + 2 * PSEUDO);
      for (int l = 0; l < q; l++) {
        habit[w * q + l] = (spam[l] + PSEUDO) / (spammed + q * PSEUDO);
      }
      setCells(w);
    }
  }

  @Override
  public double[] confusion() {
    return confusion;
  }

  @Override
  public double logPrior() {
    LogProduct all = new LogProduct();
    for (double theta : knows) {
      all.times(theta * (1 - theta));
    }
    for (double h : habit) {
      all.times(h);
    }
    return PSEUDO * all.log();
  }

  private void setCells(int w) {
    for (int l = 0; l < q; l++) {
      double spam = (1 - knows[w]) * habit[w * q + l];
      for (int k = 0; k < q; k++) {
        confusion[(w * q + l) * q + k] = l == k ? knows[w] + spam : spam;
      }
    }
  }
}
