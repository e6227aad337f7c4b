package assay.domain.measure.simulation;

import assay.domain.measure.SplitMix64;

/** Somebody who labels a task of a true label and a difficulty, as their n-th answer. */
sealed interface Annotator {

  /**
   * The label given.
   *
   * @param difficulty what the task takes from everybody's accuracy, 0 for nothing
   * @param before the number of answers this annotator gave before
   */
  int answer(int truth, int nLabels, double difficulty, int before, SplitMix64 random);

  /** Right with this probability, else any other label alike. */
  record Skilled(double accuracy) implements Annotator {
    @Override
    public int answer(int truth, int nLabels, double difficulty, int before, SplitMix64 random) {
      boolean right = random.nextDouble() < accuracy - difficulty;
      return right ? truth : (truth + 1 + random.nextInt(nLabels - 1)) % nLabels;
    }
  }

  /** Gives one favourite label with this probability, else answers like {@code otherwise}. */
  record Biased(Annotator otherwise, int favourite, double share) implements Annotator {
    @Override
    public int answer(int truth, int nLabels, double difficulty, int before, SplitMix64 random) {
      return random.nextDouble() < share
          ? favourite
          : otherwise.answer(truth, nLabels, difficulty, before, random);
    }
  }

  /** Starts at one accuracy and loses a little with every answer, down to chance. */
  record Tiring(double accuracy, double lossPerAnswer) implements Annotator {
    @Override
    public int answer(int truth, int nLabels, double difficulty, int before, SplitMix64 random) {
      double now = Math.max(1.0 / nLabels, accuracy - before * lossPerAnswer);
      return new Skilled(now).answer(truth, nLabels, difficulty, before, random);
    }
  }

  /** Clicks any label. */
  record Random() implements Annotator {
    @Override
    public int answer(int truth, int nLabels, double difficulty, int before, SplitMix64 random) {
      return random.nextInt(nLabels);
    }
  }
}
