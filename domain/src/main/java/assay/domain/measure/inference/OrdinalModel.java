package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import java.util.Arrays;

/**
 * For labels in an order: how sharply an annotator sees, and to which end they lean.
 *
 * <p>P(l | k) is proportional to exp(-sharpness |l - k| + lean (l - middle)), a two-parameter
 * exponential family, so the fit is a concave problem solved by Newton's method. Two parameters an
 * annotator instead of q (q - 1) can be learned from few labels. A normal prior (sharpness 1.5,
 * lean 0, standard deviation 1) holds back annotators with little evidence.
 */
final class OrdinalModel implements ConfusionModel {
  private static final double USUAL_SHARPNESS = 1.5;
  private static final double PRIOR_PRECISION = 1;
  private static final int MOST_STEPS = 20;

  private final int q;
  private final double[] sharpness;
  private final double[] lean;
  private final double[] confusion;

  OrdinalModel(Answers answers) {
    this.q = answers.nLabels();
    this.sharpness = new double[answers.nWorkers()];
    this.lean = new double[answers.nWorkers()];
    this.confusion = new double[ConfusionEm.cells(answers)];
    Arrays.fill(sharpness, USUAL_SHARPNESS);
  }

  @Override
  public void maximise(double[] counts) {
    double[] truths = new double[q];
    for (int w = 0; w < sharpness.length; w++) {
      Arrays.fill(truths, 0);
      double distance = 0;
      double offset = 0;
      for (int l = 0; l < q; l++) {
        for (int k = 0; k < q; k++) {
          double count = counts[(w * q + l) * q + k];
          truths[k] += count;
          distance += count * StrictMath.abs(l - k);
          offset += count * (l - middle());
        }
      }
      fit(w, truths, distance, offset);
      setCells(w);
    }
  }

  @Override
  public double[] confusion() {
    return confusion;
  }

  @Override
  public double logPrior() {
    double sum = 0;
    for (int w = 0; w < sharpness.length; w++) {
      sum += logPrior(sharpness[w], lean[w]);
    }
    return sum;
  }

  /** Newton steps on a concave objective, each halved until it does not lose. */
  private void fit(int w, double[] truths, double distance, double offset) {
    double s = sharpness[w];
    double c = lean[w];
    Moments here = Moments.at(truths, s, c);
    double value = objective(here, distance, offset, s, c);
    for (int step = 0; step < MOST_STEPS; step++) {
      double gradientS = here.distance - distance - PRIOR_PRECISION * (s - USUAL_SHARPNESS);
      double gradientC = offset - here.offset - PRIOR_PRECISION * c;
      double a = here.varianceDistance + PRIOR_PRECISION;
      double b = -here.covariance;
      double d = here.varianceOffset + PRIOR_PRECISION;
      double determinant = a * d - b * b;
      double stepS = (d * gradientS - b * gradientC) / determinant;
      double stepC = (a * gradientC - b * gradientS) / determinant;
      if (gradientS * stepS + gradientC * stepC < 1e-12) {
        break;
      }
      double scale = 1;
      Moments there = Moments.at(truths, s + stepS, c + stepC);
      double reached = objective(there, distance, offset, s + stepS, c + stepC);
      while (!(reached >= value) && scale > 1e-6) {
        scale /= 2;
        there = Moments.at(truths, s + scale * stepS, c + scale * stepC);
        reached = objective(there, distance, offset, s + scale * stepS, c + scale * stepC);
      }
      if (!(reached >= value)) {
        break;
      }
      s += scale * stepS;
      c += scale * stepC;
      here = there;
      value = reached;
    }
    sharpness[w] = s;
    lean[w] = c;
  }

  private static double objective(
      Moments moments, double distance, double offset, double s, double c) {
    return -s * distance + c * offset - moments.logNormaliser + logPrior(s, c);
  }

  private static double logPrior(double s, double c) {
    double fromUsual = s - USUAL_SHARPNESS;
    return -PRIOR_PRECISION / 2 * (fromUsual * fromUsual + c * c);
  }

  private void setCells(int w) {
    double[] near = powers(1, -sharpness[w], q);
    double[] leant = powers(StrictMath.exp(-lean[w] * middle()), lean[w], q);
    for (int k = 0; k < q; k++) {
      double sum = 0;
      for (int l = 0; l < q; l++) {
        sum += near[StrictMath.abs(l - k)] * leant[l];
      }
      for (int l = 0; l < q; l++) {
        confusion[(w * q + l) * q + k] = near[StrictMath.abs(l - k)] * leant[l] / sum;
      }
    }
  }

  private double middle() {
    return (q - 1) / 2.0;
  }

  /** The first, then each the one before times exp({@code logRatio}): two exponentials in all. */
  private static double[] powers(double first, double logRatio, int n) {
    double ratio = StrictMath.exp(logRatio);
    double[] powers = new double[n];
    double power = first;
    for (int i = 0; i < n; i++) {
      powers[i] = power;
      power *= ratio;
    }
    return powers;
  }

  /** Expectations of distance and offset over the answers, summed over the expected truths. */
  private record Moments(
      double logNormaliser,
      double distance,
      double offset,
      double varianceDistance,
      double varianceOffset,
      double covariance) {

    static Moments at(double[] truths, double s, double c) {
      int q = truths.length;
      double middle = (q - 1) / 2.0;
      double[] near = powers(1, -s, q);
      double[] leant = powers(StrictMath.exp(-c * middle), c, q);
      double logNormaliser = 0;
      double distance = 0;
      double offset = 0;
      double varianceDistance = 0;
      double varianceOffset = 0;
      double covariance = 0;
      for (int k = 0; k < q; k++) {
        double z = 0;
        double d1 = 0;
        double o1 = 0;
        double d2 = 0;
        double o2 = 0;
        double both = 0;
        for (int l = 0; l < q; l++) {
          double d = StrictMath.abs(l - k);
          double o = l - middle;
          double p = near[StrictMath.abs(l - k)] * leant[l];
          z += p;
          d1 += p * d;
          o1 += p * o;
          d2 += p * d * d;
          o2 += p * o * o;
          both += p * d * o;
        }
        double n = truths[k];
        logNormaliser += n * StrictMath.log(z);
        distance += n * d1 / z;
        offset += n * o1 / z;
        varianceDistance += n * (d2 / z - d1 / z * (d1 / z));
        varianceOffset += n * (o2 / z - o1 / z * (o1 / z));
        covariance += n * (both / z - d1 / z * (o1 / z));
      }
      return new Moments(
          logNormaliser, distance, offset, varianceDistance, varianceOffset, covariance);
    }
  }
}
