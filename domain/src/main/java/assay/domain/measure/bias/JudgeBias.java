package assay.domain.measure.bias;

import assay.domain.Direction;
import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;
import assay.domain.measure.WeightedMean;
import assay.domain.measure.quality.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one judge follows besides quality, beside people on the same pairs.
 *
 * <p>Where people labelled some pairs with a higher probability than others, each stands for as
 * many as were judged like it.
 *
 * @param judged pairs with a verdict
 * @param labelled of those, pairs with people's label
 * @param agreement share on which people prefer the same side
 * @param position null when only one order was asked
 * @param longer share of pairs with a preference on which the judge prefers the longer response
 * @param peopleLonger the same of people
 * @param longerExcess by how much the judge's share is above people's, on pairs both have a
 *     preference for
 * @param lengthControlled share of pairs on which the judge would prefer response A if both were
 *     equally long
 * @param own share on which the judge prefers the response it generated itself
 * @param ownExcess by how much that is above people's share
 * @param hedged share of pairs on which the judge's answers held a hedging word
 * @param agreementHedged agreement on those
 * @param agreementPlain agreement on the others
 */
public record JudgeBias(
    int judged,
    int labelled,
    Estimate agreement,
    @Nullable PositionBias position,
    Estimate longer,
    Estimate peopleLonger,
    Estimate longerExcess,
    Estimate lengthControlled,
    Estimate own,
    Estimate ownExcess,
    Estimate hedged,
    Estimate agreementHedged,
    Estimate agreementPlain) {

  /**
   * A judged pair.
   *
   * @param longerBy characters that response A is longer by
   * @param own which response the judge generated, null for neither or both
   * @param people the direction of people's label, null without one
   * @param weight how many judged pairs it stands for, if people labelled it
   */
  public record Judged(
      Direction verdict,
      PositionBias.@Nullable BothOrders orders,
      boolean hedged,
      int longerBy,
      @Nullable Direction own,
      @Nullable Direction people,
      double weight) {

    private boolean labelled() {
      return people != null;
    }

    private boolean agrees() {
      return people == verdict;
    }

    private boolean decided() {
      return verdict != Direction.TIE && longerBy != 0;
    }

    private boolean peopleDecided() {
      return people != null && people != Direction.TIE && longerBy != 0;
    }

    private double prefersLonger(Direction side) {
      return (side == Direction.A) == (longerBy > 0) ? 1 : 0;
    }

    private Direction known() {
      return Objects.requireNonNull(people);
    }
  }

  public static JudgeBias of(List<Judged> pairs) {
    List<Judged> labelled = pairs.stream().filter(Judged::labelled).toList();
    List<PositionBias.BothOrders> orders = new ArrayList<>();
    for (Judged pair : pairs) {
      if (pair.orders() != null) {
        orders.add(pair.orders());
      }
    }
    return new JudgeBias(
        pairs.size(),
        labelled.size(),
        weighted(labelled, p -> true, p -> p.agrees() ? 1 : 0),
        orders.isEmpty() ? null : PositionBias.of(orders),
        each(pairs, Judged::decided, p -> p.prefersLonger(p.verdict())),
        weighted(labelled, Judged::peopleDecided, p -> p.prefersLonger(p.known())),
        weighted(
            labelled,
            p -> p.decided() && p.peopleDecided(),
            p -> p.prefersLonger(p.verdict()) - p.prefersLonger(p.known())),
        LengthControlled.share(pairs.stream().filter(Judged::decided).toList()),
        each(pairs, JudgeBias::owned, p -> p.verdict() == p.own() ? 1 : 0),
        weighted(
            labelled,
            p -> owned(p) && p.known() != Direction.TIE,
            p -> (p.verdict() == p.own() ? 1 : 0) - (p.known() == p.own() ? 1 : 0)),
        Wilson.interval((int) pairs.stream().filter(Judged::hedged).count(), pairs.size()),
        weighted(labelled, Judged::hedged, p -> p.agrees() ? 1 : 0),
        weighted(labelled, p -> !p.hedged(), p -> p.agrees() ? 1 : 0));
  }

  private static boolean owned(Judged pair) {
    return pair.own() != null && pair.verdict() != Direction.TIE;
  }

  private static Estimate each(
      List<Judged> pairs, Predicate<Judged> which, ToDoubleFunction<Judged> value) {
    return mean(pairs.stream().filter(which).toList(), value, pair -> 1);
  }

  private static Estimate weighted(
      List<Judged> pairs, Predicate<Judged> which, ToDoubleFunction<Judged> value) {
    return mean(pairs.stream().filter(which).toList(), value, Judged::weight);
  }

  private static Estimate mean(
      List<Judged> pairs, ToDoubleFunction<Judged> value, ToDoubleFunction<Judged> weight) {
    return WeightedMean.of(
        Doubles.owned(pairs.stream().mapToDouble(value).toArray()),
        Doubles.owned(pairs.stream().mapToDouble(weight).toArray()));
  }
}
