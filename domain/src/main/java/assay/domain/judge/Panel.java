package assay.domain.judge;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the verdicts of several judges become one.
 *
 * <p>A fitted panel weighs each judge by its confusion matrix: the posterior of a direction is its
 * prior times, for each judge with a verdict, the probability that this judge says what it said
 * when people say that direction (Dawid and Skene 1979, equation 2.5). Before it is fitted, all
 * judges count the same: the posterior is the mean of what each of them gives to the directions
 * (the linear opinion pool of Stone 1961). The verdict of one judge alone stays as it is.
 *
 * @param prior share of each direction among people's labels, empty before it is fitted
 * @param judges one a judge, in the spec's order, empty before it is fitted
 */
public record Panel(List<Double> prior, List<Confusion> judges) {
  public static final Panel EQUAL = new Panel(List.of(), List.of());

  private static final Direction[] DIRECTIONS = Direction.values();
  private static final int MILLION = 1_000_000;

  public Panel {
    prior = List.copyOf(prior);
    judges = List.copyOf(judges);
  }

  /**
   * What a judge says when people say something.
   *
   * @param rows a row for each direction that people say, in it the probability of each that the
   *     judge says
   */
  public record Confusion(List<List<Double>> rows) {
    public Confusion {
      rows = rows.stream().map(List::copyOf).toList();
    }

    double of(Direction people, Direction judge) {
      return rows.get(people.ordinal()).get(judge.ordinal());
    }
  }

  /**
   * The panel's verdict of one pair.
   *
   * @param each the judges' verdicts in the spec's order
   * @param evenGoesToB which side gets the label when both are equally likely, drawn for the pair
   */
  public Verdict verdict(List<Verdict> each, boolean evenGoesToB) {
    if (each.size() == 1) {
      return each.getFirst();
    }
    if (each.stream().allMatch(verdict -> verdict.label() == null)) {
      return each.stream().anyMatch(v -> v.outcome() == Verdict.Outcome.UNPARSABLE)
          ? Verdict.UNPARSABLE
          : Verdict.UNREACHABLE;
    }
    double[] posterior = judges.isEmpty() ? pool(each) : weigh(each);
    Direction best = likeliest(posterior, evenGoesToB);
    double a = strength(each, Direction.A);
    double b = strength(each, Direction.B);
    double margin = posterior[Direction.A.ordinal()] * a - posterior[Direction.B.ordinal()] * b;
    return new Verdict(
        Verdict.Outcome.DECIDED,
        label(best, best == Direction.A ? a : b),
        millionths(posterior[best.ordinal()]),
        millionths(margin));
  }

  private static double[] pool(List<Verdict> each) {
    double[] sum = new double[DIRECTIONS.length];
    int said = 0;
    for (Verdict verdict : each) {
      PreferenceLabel label = verdict.label();
      if (label == null) {
        continue;
      }
      said++;
      double sure = verdict.confidence() / (double) MILLION;
      for (Direction direction : DIRECTIONS) {
        sum[direction.ordinal()] +=
            direction == label.direction() ? sure : (1 - sure) / (DIRECTIONS.length - 1);
      }
    }
    return divided(sum, said);
  }

  private double[] weigh(List<Verdict> each) {
    double[] posterior = new double[DIRECTIONS.length];
    double total = 0;
    for (Direction people : DIRECTIONS) {
      double likelihood = prior.get(people.ordinal());
      for (int judge = 0; judge < each.size(); judge++) {
        PreferenceLabel label = each.get(judge).label();
        if (label != null) {
          likelihood *= judges.get(judge).of(people, label.direction());
        }
      }
      posterior[people.ordinal()] = likelihood;
      total += likelihood;
    }
    return divided(posterior, total);
  }

  private static double[] divided(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
    return values;
  }

  private static Direction likeliest(double[] posterior, boolean evenGoesToB) {
    int a = millionths(posterior[Direction.A.ordinal()]);
    int b = millionths(posterior[Direction.B.ordinal()]);
    int tie = millionths(posterior[Direction.TIE.ordinal()]);
    if (tie >= a && tie >= b) {
      return Direction.TIE;
    }
    return a > b || (a == b && !evenGoesToB) ? Direction.A : Direction.B;
  }

  /** Mean strength of those who prefer a side, 1 where nobody does. */
  private static double strength(List<Verdict> each, Direction side) {
    int sum = 0;
    int said = 0;
    for (Verdict verdict : each) {
      @Nullable PreferenceLabel label = verdict.label();
      if (label != null && label.direction() == side) {
        sum += Math.abs(label.margin());
        said++;
      }
    }
    return said == 0 ? 1 : (double) sum / said;
  }

  /** The weaker of two strengths that are equally near. */
  private static PreferenceLabel label(Direction direction, double strength) {
    boolean strong = strength > 1.5;
    return switch (direction) {
      case A -> strong ? PreferenceLabel.A_MUCH_BETTER : PreferenceLabel.A_BETTER;
      case TIE -> PreferenceLabel.TIE;
      case B -> strong ? PreferenceLabel.B_MUCH_BETTER : PreferenceLabel.B_BETTER;
    };
  }

  /** A pair that people have labelled too. */
  public record Known(List<Verdict> each, Direction people, double weight) {
    public Known {
      each = List.copyOf(each);
    }
  }

  /**
   * Priors and confusion matrices of maximum posterior, from pairs that people have labelled.
   *
   * <p>Each row begins with two imagined pairs, one and a half of them right, so that few labels
   * say little and nothing is impossible; each prior with one.
   *
   * @param judges how many there are
   */
  public static Panel fit(int judges, List<Known> pairs) {
    int n = DIRECTIONS.length;
    double[] priors = {1, 1, 1};
    double[][][] counts = new double[judges][n][n];
    for (double[][] judge : counts) {
      for (int people = 0; people < n; people++) {
        for (int said = 0; said < n; said++) {
          judge[people][said] = people == said ? 1.5 : 0.25;
        }
      }
    }
    for (Known pair : pairs) {
      priors[pair.people().ordinal()] += pair.weight();
      for (int judge = 0; judge < judges; judge++) {
        PreferenceLabel label = pair.each().get(judge).label();
        if (label != null) {
          counts[judge][pair.people().ordinal()][label.direction().ordinal()] += pair.weight();
        }
      }
    }
    List<Confusion> fitted = new ArrayList<>();
    for (double[][] judge : counts) {
      List<List<Double>> rows = new ArrayList<>();
      for (double[] row : judge) {
        rows.add(shares(row));
      }
      fitted.add(new Confusion(rows));
    }
    return new Panel(shares(priors), fitted);
  }

  private static List<Double> shares(double[] counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    List<Double> shares = new ArrayList<>();
    for (double count : counts) {
      shares.add(count / total);
    }
    return shares;
  }

  private static int millionths(double value) {
    return (int) StrictMath.round(value * MILLION);
  }
}
