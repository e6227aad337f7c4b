package assay.domain.measure.agreement;

import assay.domain.measure.Answers;
import assay.domain.measure.Estimate;
import assay.domain.measure.Estimate.Reason;
import assay.domain.measure.agreement.ChanceCorrected.Chance;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The agreement coefficients of one set of answers, each with a bootstrap interval over items.
 *
 * <p>Where a coefficient has no value it says why: see {@link Estimate.Reason}.
 */
public final class Agreement {
  /** Two annotators are compared from this many shared items on. */
  public static final int LEAST_SHARED = 10;

  private final Answers answers;
  private final ItemProfiles profiles;
  private final Bootstrap bootstrap;

  private Agreement(Answers answers, Bootstrap bootstrap) {
    this.answers = answers;
    this.profiles = ItemProfiles.of(answers);
    this.bootstrap = bootstrap;
  }

  public static Agreement of(Answers answers, Bootstrap bootstrap) {
    return new Agreement(answers, bootstrap);
  }

  /** Of all pairs of answers to the same item, the share that is equal; an item counts by pairs. */
  public Estimate raw() {
    if (!profiles.hasPairs()) {
      return nothingToCompare();
    }
    return bootstrap.ofProfiles(profiles, this::pooledAgreement);
  }

  /** The mean over items with two or more answers of the share of equal pairs. */
  public Estimate rawItemMean() {
    if (!profiles.hasPairs()) {
      return nothingToCompare();
    }
    return bootstrap.ofProfiles(profiles, corrected(Weighting.IDENTITY, Chance.FLEISS)::observed);
  }

  /** Fleiss' kappa; for unequal numbers of annotators by the rule of {@link ChanceCorrected}. */
  public Estimate fleissKappa(Weighting weighting) {
    return corrected(weighting, Chance.FLEISS, true);
  }

  /** Gwet's AC1; it has a value (1) even when all answers are the same label. */
  public Estimate gwetAc1() {
    return corrected(Weighting.IDENTITY, Chance.GWET, false);
  }

  /** Gwet's AC2: AC1 with credit for near misses, so only for labels in an order. */
  public Estimate gwetAc2(Weighting weighting) {
    return corrected(weighting, Chance.GWET, false);
  }

  /** Brennan and Prediger's coefficient: chance takes every label for equally likely. */
  public Estimate brennanPrediger(Weighting weighting) {
    if (profiles.nLabels() < 2) {
      return new Estimate.Undefined(Reason.ONE_DECLARED_LABEL);
    }
    return corrected(weighting, Chance.BRENNAN_PREDIGER, false);
  }

  /**
   * Krippendorff's alpha.
   *
   * @param values the number each label stands for (interval and ratio)
   */
  public Estimate krippendorffAlpha(Level level, double[] values) {
    if (level == Level.RATIO && Arrays.stream(values).anyMatch(v -> v < 0)) {
      return new Estimate.Undefined(Reason.NOT_A_RATIO_SCALE);
    }
    return alpha(Krippendorff.metric(level, values));
  }

  /** Krippendorff's alpha with Gwet's weights in place of a level of measurement. */
  public Estimate krippendorffAlpha(Weighting weighting) {
    return alpha(Krippendorff.metric(weighting, profiles.nLabels()));
  }

  /** Fleiss' kappa with its standard error in closed form; for data too large to resample. */
  public Sampled sampledFleiss(Weighting weighting) {
    return sampled(corrected(weighting, Chance.FLEISS));
  }

  /** Gwet's AC1 or AC2 with its standard error in closed form. */
  public Sampled sampledGwet(Weighting weighting) {
    return sampled(corrected(weighting, Chance.GWET));
  }

  /** Brennan and Prediger's coefficient with its standard error in closed form. */
  public Sampled sampledBrennanPrediger(Weighting weighting) {
    return sampled(corrected(weighting, Chance.BRENNAN_PREDIGER));
  }

  /** Krippendorff's alpha with Gwet's weights and its standard error in closed form. */
  public Sampled sampledAlpha(Weighting weighting) {
    return new AlphaError(profiles, weighting).of(krippendorffAlpha(weighting).orNaN());
  }

  /** Conger's kappa with its standard error in closed form. */
  public Sampled sampledConger(Weighting weighting) {
    return new Conger(answers, profiles, weighting).sampled();
  }

  /** Cohen's kappa of every two annotators with at least {@code leastShared} items in common. */
  public PairAgreement[] cohenPairs(Weighting weighting, int leastShared) {
    SharedAnswers shared = SharedAnswers.of(answers, leastShared);
    return IntStream.range(0, shared.nPairs())
        .mapToObj(p -> pair(shared, p, weighting))
        .toArray(PairAgreement[]::new);
  }

  /** The plain mean of Cohen's kappa over those pairs, leaving out pairs without a value. */
  public Estimate cohenMean(Weighting weighting, int leastShared) {
    SharedAnswers shared = SharedAnswers.of(answers, leastShared);
    if (shared.nPairs() == 0) {
      return answers.size() == 0
          ? nothingToCompare()
          : new Estimate.Undefined(Reason.NO_SHARED_ITEMS);
    }
    int q = answers.nLabels();
    double cost = shared.totalShared() + (double) shared.nPairs() * q * q;
    Estimate.Value mean =
        bootstrap.ofItems(answers.nTasks(), cost, weights -> meanKappa(shared, weighting, weights));
    return Double.isNaN(mean.value()) ? new Estimate.Undefined(Reason.ONE_LABEL) : mean;
  }

  ItemProfiles profiles() {
    return profiles;
  }

  private Estimate alpha(Krippendorff.Metric metric) {
    if (!profiles.hasPairs()) {
      return nothingToCompare();
    }
    if (profiles.isConstant(2)) {
      return new Estimate.Undefined(Reason.ONE_LABEL);
    }
    return bootstrap.ofProfiles(profiles, new Krippendorff(profiles, metric)::alpha);
  }

  private Estimate corrected(Weighting weighting, Chance chance, boolean needsTwoLabels) {
    if (!profiles.hasPairs()) {
      return nothingToCompare();
    }
    if (needsTwoLabels && profiles.isConstant(1)) {
      return new Estimate.Undefined(Reason.ONE_LABEL);
    }
    return bootstrap.ofProfiles(profiles, corrected(weighting, chance)::coefficient);
  }

  private ChanceCorrected corrected(Weighting weighting, Chance chance) {
    return new ChanceCorrected(profiles, weighting, chance);
  }

  private Sampled sampled(ChanceCorrected coefficient) {
    return new Sampled(
        coefficient.coefficient(profiles.multiplicities()),
        coefficient.standardError(),
        profiles.totalItems());
  }

  private Estimate nothingToCompare() {
    return new Estimate.Undefined(
        answers.size() == 0 ? Reason.NO_ANSWERS : Reason.NO_ITEM_WITH_TWO);
  }

  private double pooledAgreement(long[] items) {
    double equal = 0;
    double pairs = 0;
    for (int p = 0; p < profiles.size(); p++) {
      double m = profiles.answers(p);
      pairs += items[p] * m * (m - 1);
      for (int c = profiles.start(p); c < profiles.start(p + 1); c++) {
        equal += (double) items[p] * profiles.count(c) * (profiles.count(c) - 1);
      }
    }
    return equal / pairs;
  }

  private PairAgreement pair(SharedAnswers shared, int p, Weighting weighting) {
    int q = answers.nLabels();
    double[] table = new double[q * q];
    shared.tabulate(p, q, new int[0], table);
    double equal = 0;
    for (int k = 0; k < q; k++) {
      equal += table[k * q + k];
    }
    double kappa = CohenKappa.of(table, q, weighting);
    return new PairAgreement(
        shared.firstWorker(p),
        shared.secondWorker(p),
        shared.shared(p),
        equal / shared.shared(p),
        Double.isNaN(kappa) ? OptionalDouble.empty() : OptionalDouble.of(kappa));
  }

  private double meanKappa(SharedAnswers shared, Weighting weighting, int[] weights) {
    int q = answers.nLabels();
    double[] table = new double[q * q];
    double sum = 0;
    int defined = 0;
    for (int p = 0; p < shared.nPairs(); p++) {
      Arrays.fill(table, 0);
      shared.tabulate(p, q, weights, table);
      double kappa = CohenKappa.of(table, q, weighting);
      if (!Double.isNaN(kappa)) {
        sum += kappa;
        defined++;
      }
    }
    return sum / defined;
  }
}
