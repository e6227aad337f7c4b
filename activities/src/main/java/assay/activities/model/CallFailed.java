package assay.activities.model;

/** A call without which a pair's task cannot go on; other pairs are not touched by it. */
public final class CallFailed extends Exception {
  public CallFailed(String why) {
    super(why, null, false, false);
  }
}
