package assay.workers.cli.stats;

import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The labels in their order.
 *
 * @param ordered whether the order means something: given by the caller, numeric, or the preference
 *     labels A>> to B>>
 * @param values the number each stands for: its own if numeric, else its position from 1
 */
record LabelScale(List<String> labels, boolean ordered, Doubles values) {
  private static final List<String> PREFERENCE = List.of("A>>", "A>", "=", "B>", "B>>");
  private static final Ints DIRECTION = Ints.of(0, 0, 1, 2, 2);

  /**
   * The scale of the labels seen.
   *
   * @param firstLine the line each label was first seen on
   * @param order the caller's order, or empty
   */
  static LabelScale of(Object file, List<String> seen, List<Long> firstLine, List<String> order) {
    if (!order.isEmpty()) {
      requireDistinct(order);
      for (int l = 0; l < seen.size(); l++) {
        if (!order.contains(seen.get(l))) {
          throw UserError.at(
              file,
              firstLine.get(l),
              "label \"%s\" is not in --order %s; add it there or correct the label"
                  .formatted(seen.get(l), String.join(",", order)));
        }
      }
      return new LabelScale(List.copyOf(order), true, values(order));
    }
    if (!seen.isEmpty() && seen.stream().allMatch(LabelScale::isNumber)) {
      List<String> sorted =
          seen.stream()
              .sorted(
                  Comparator.comparingDouble(Double::parseDouble)
                      .thenComparing(Comparator.naturalOrder()))
              .toList();
      return new LabelScale(sorted, true, values(sorted));
    }
    if (!seen.isEmpty() && PREFERENCE.containsAll(seen)) {
      return new LabelScale(PREFERENCE, true, values(PREFERENCE));
    }
    List<String> sorted = seen.stream().sorted().toList();
    return new LabelScale(sorted, false, values(sorted));
  }

  boolean isPreference() {
    return labels.equals(PREFERENCE);
  }

  /** The direction of each label: A, tie, B for preferences, else the label itself. */
  Ints direction() {
    return isPreference() ? DIRECTION : Ints.of(IntStream.range(0, labels.size()).toArray());
  }

  private static Doubles values(List<String> labels) {
    if (labels.stream().allMatch(LabelScale::isNumber)) {
      return Doubles.of(labels.stream().mapToDouble(Double::parseDouble).toArray());
    }
    return Doubles.of(IntStream.rangeClosed(1, labels.size()).asDoubleStream().toArray());
  }

  private static boolean isNumber(String label) {
    try {
      return Double.isFinite(Double.parseDouble(label));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void requireDistinct(List<String> order) {
    HashSet<String> distinct = new HashSet<>();
    for (String label : order) {
      if (!distinct.add(label)) {
        throw new UserError("--order names \"%s\" twice; name every label once".formatted(label));
      }
    }
  }
}
