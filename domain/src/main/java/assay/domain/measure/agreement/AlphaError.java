package assay.domain.measure.agreement;

/**
 * The standard error of Krippendorff's alpha with Gwet's weights over a sample of items.
 *
 * <p>Gwet, Handbook of Inter-Rater Reliability (2014), section 6.4: each item's influence on
 * observed and expected agreement, both scaled by the mean number of answers an item, so that items
 * with more answers count more. It is the error of alpha without its small-sample term of 1 / n,
 * which shrinks it by that share only.
 */
final class AlphaError {
  private final ItemProfiles profiles;
  private final Weighting weighting;

  AlphaError(ItemProfiles profiles, Weighting weighting) {
    this.profiles = profiles;
    this.weighting = weighting;
  }

  /** The coefficient given, with its error; only items with two or more answers count. */
  Sampled of(double alpha) {
    long n = 0;
    double total = 0;
    double[] shares = new double[profiles.nLabels()];
    for (int p = 0; p < profiles.size(); p++) {
      if (profiles.answers(p) > 1) {
        n += profiles.items(p);
        total += (double) profiles.items(p) * profiles.answers(p);
        for (int c = profiles.start(p); c < profiles.start(p + 1); c++) {
          shares[profiles.label(c)] += (double) profiles.items(p) * profiles.count(c);
        }
      }
    }
    double expected = 0;
    for (int k = 0; k < shares.length; k++) {
      shares[k] /= total;
    }
    double[] credited = weighting.apply(shares);
    for (int k = 0; k < shares.length; k++) {
      expected += shares[k] * credited[k];
    }
    double mean = total / n;
    double observed = 0;
    for (int p = 0; p < profiles.size(); p++) {
      observed += profiles.answers(p) > 1 ? profiles.items(p) * agreement(p, mean) / n : 0;
    }
    double corrected = observed + (1 - observed) / total;
    double prime = (observed - expected) / (1 - expected);
    double sum = 0;
    for (int p = 0; p < profiles.size(); p++) {
      if (profiles.answers(p) > 1) {
        double excess = (profiles.answers(p) - mean) / mean;
        double own = agreement(p, mean) - corrected * excess;
        double chance = chance(p, credited, mean) - expected * excess;
        double influence =
            (own - expected) / (1 - expected)
                - 2 * (1 - prime) * (chance - expected) / (1 - expected)
                - prime;
        sum += profiles.items(p) * influence * influence;
      }
    }
    return new Sampled(alpha, StrictMath.sqrt(sum / ((double) n * (n - 1))), n);
  }

  private double agreement(int p, double mean) {
    double sum = 0;
    for (int a = profiles.start(p); a < profiles.start(p + 1); a++) {
      double credited = -1;
      for (int b = profiles.start(p); b < profiles.start(p + 1); b++) {
        credited +=
            weighting.weight(profiles.label(a), profiles.label(b), profiles.nLabels())
                * profiles.count(b);
      }
      sum += profiles.count(a) * credited;
    }
    return sum / (mean * (profiles.answers(p) - 1));
  }

  private double chance(int p, double[] credited, double mean) {
    double sum = 0;
    for (int c = profiles.start(p); c < profiles.start(p + 1); c++) {
      sum += profiles.count(c) * credited[profiles.label(c)];
    }
    return sum / mean;
  }
}
