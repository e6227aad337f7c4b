package assay.activities.store;

import java.util.OptionalDouble;

/**
 * How far people who saw the same item agree.
 *
 * @param items with two counted judgments or more
 * @param share from 0 to 1, empty without any
 */
public record PeoplesAgreement(Measure measure, long items, OptionalDouble share) {

  /** What is compared. */
  public enum Measure {
    /** The share of pairs of people who prefer the same side. */
    SAME_SIDE,
    /** The share of pairs of people who give the same label. */
    SAME_LABEL,
    /** The mean agreement of answers with what their item's come to, of the last 5,000. */
    WITH_CONSENSUS,
    NONE
  }
}
