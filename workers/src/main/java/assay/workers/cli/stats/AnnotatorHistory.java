package assay.workers.cli.stats;

import assay.domain.measure.inference.Posterior;
import assay.domain.measure.quality.Drift;
import assay.domain.measure.quality.Lean;
import assay.domain.measure.quality.SelfConsistency;
import assay.workers.cli.stats.OptionalColumns.Column;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What all answers as given say of annotators: repeats, order shown, time, seconds. */
final class AnnotatorHistory {
  private final Given given;
  private final SelfConsistency[] consistency;
  private final int[][] places;

  AnnotatorHistory(NamedAnswers named) {
    this.given = named.given();
    int n = named.answers().nWorkers();
    this.consistency =
        named.answers().repeated() == 0
            ? new SelfConsistency[0]
            : SelfConsistency.of(
                given.task().toArray(), given.worker().toArray(), given.label().toArray(), n);
    this.places = placesByWorker(n);
  }

  /** How often somebody repeated themselves; empty when they met no item twice. */
  Optional<SelfConsistency> consistency(int worker) {
    return consistency.length == 0 || consistency[worker].repeats() == 0
        ? Optional.empty()
        : Optional.of(consistency[worker]);
  }

  /** The lean towards what is shown first; empty without a column label_shown. */
  Optional<Lean> position(int worker) {
    if (!given.columns().has(Column.LABEL_SHOWN)) {
      return Optional.empty();
    }
    int first = 0;
    int either = 0;
    for (int i : places[worker]) {
      int favoured = given.columns().favoured(i);
      first += favoured == OptionalColumns.FIRST ? 1 : 0;
      either += favoured == OptionalColumns.FIRST || favoured == OptionalColumns.SECOND ? 1 : 0;
    }
    return either == 0 ? Optional.empty() : Optional.of(Lean.towardsFirst(first, either));
  }

  /** The most marked change of accuracy over time; empty without a column submitted_at. */
  Optional<Drift> drift(int worker, Posterior truth) {
    if (!given.columns().has(Column.SUBMITTED_AT)) {
      return Optional.empty();
    }
    double[] right =
        Arrays.stream(places[worker])
            .boxed()
            .sorted(Comparator.comparingLong(i -> given.columns().time(i)))
            .mapToDouble(i -> truth.probability(given.task().at(i), given.label().at(i)))
            .toArray();
    return Optional.of(Drift.of(right));
  }

  /** The mean seconds of an answer; empty without a column seconds. */
  OptionalDouble meanSeconds(int worker) {
    return given.columns().has(Column.SECONDS)
        ? Arrays.stream(places[worker])
            .mapToDouble(i -> given.columns().seconds(i))
            .filter(seconds -> !Double.isNaN(seconds))
            .average()
        : OptionalDouble.empty();
  }

  /** The places of each worker's answers in the file. */
  private int[][] placesByWorker(int n) {
    int[] counts = new int[n];
    for (int i = 0; i < given.size(); i++) {
      counts[given.worker().at(i)]++;
    }
    int[][] found = IntStream.range(0, n).mapToObj(w -> new int[counts[w]]).toArray(int[][]::new);
    int[] next = new int[n];
    for (int i = 0; i < given.size(); i++) {
      int w = given.worker().at(i);
      found[w][next[w]++] = i;
    }
    return found;
  }
}
