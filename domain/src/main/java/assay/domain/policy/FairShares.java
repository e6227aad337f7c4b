package assay.domain.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Max-min fair division: nobody has less than another who wants no more than it could get. */
public final class FairShares {
  private FairShares() {}

  /**
   * @param wanted by each, in a fixed order
   * @param turn who is served first; what does not divide evenly goes round with it
   * @return what each gets, in the same order; in all at most the capacity
   */
  public static List<Integer> of(int capacity, List<Integer> wanted, int turn) {
    List<Integer> shares = new ArrayList<>(Collections.nCopies(wanted.size(), 0));
    int left = Math.min(capacity, wanted.stream().mapToInt(Integer::intValue).sum());
    for (int i = Math.floorMod(turn, Math.max(1, wanted.size())); left > 0; i++) {
      int each = i % wanted.size();
      if (shares.get(each) < wanted.get(each)) {
        shares.set(each, shares.get(each) + 1);
        left--;
      }
    }
    return List.copyOf(shares);
  }
}
