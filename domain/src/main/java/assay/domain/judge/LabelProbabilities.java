package assay.domain.judge;

import assay.domain.PreferenceLabel;
import java.util.ArrayList;
import java.util.List;

/**
 * How probable a judge found each label; what it gave to other texts is missing, so the sum is at
 * most about one.
 *
 * @param values one probability a label, {@code A>>} first
 */
public record LabelProbabilities(List<Double> values) {
  public LabelProbabilities {
    values = List.copyOf(values);
    if (values.size() != PreferenceLabel.values().length) {
      throw new IllegalArgumentException(
          "one probability for each of the five labels, not " + values);
    }
  }

  static LabelProbabilities of(double[] values) {
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return new LabelProbabilities(list);
  }

  public double of(PreferenceLabel label) {
    return values.get(label.ordinal());
  }

  /** The same beliefs when the two responses change places. */
  public LabelProbabilities swapped() {
    return new LabelProbabilities(values.reversed());
  }

  /** Place by place the mean of all. */
  public static LabelProbabilities mean(List<LabelProbabilities> all) {
    double[] mean = new double[PreferenceLabel.values().length];
    for (LabelProbabilities one : all) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one.values.get(i);
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= all.size();
    }
    return of(mean);
  }

  /** Mean margin on −2…2 over the probability that is known; 0 when none is. */
  public double margin() {
    double known = 0;
    double sum = 0;
    for (PreferenceLabel label : PreferenceLabel.values()) {
      known += of(label);
      sum += of(label) * label.margin();
    }
    return known > 0 ? sum / known : 0;
  }
}
