package assay.domain;

import assay.domain.measure.Ints;
import java.util.List;

/**
 * A type whose answers put labels on the parts of an item, so that truth inference applies to them:
 * a part is one of its tasks. Most have a single part, the item.
 */
public sealed interface Categorical extends TaskType
    permits PairwiseComparison, Classification, MultiTurnDialog {

  /** The label of each part, as its place in {@link #labels()}. */
  Ints parts(Answer answer);

  /** The label that stands for the item as a whole, as its place; votes are counted by it. */
  int whole(Answer answer);

  /** Labels on the same side agree; a number from 0 to {@link #sides()} - 1. */
  default int side(int label) {
    return label;
  }

  default int sides() {
    return labels().size();
  }

  /** Whether the labels are in an order that inference may use. */
  default boolean ordered() {
    return false;
  }

  @Override
  List<String> labels();
}
